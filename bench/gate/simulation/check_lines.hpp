// Proportions as lines of a self-test: with the bound that tells how sure it is.
#pragma once

#include <string>
#include <string_view>

#include "core/base/checks.hpp"
#include "reports/stats/proportion.hpp"

namespace alertsage::gate {

// What is asked.
inline constexpr double kAlarmsInRows = 0.0008;  // at most, called slower that are not
inline constexpr double kAlarmsInRuns = 0.01;    // at most, of runs with 50 rows
inline constexpr double kPassed = 0.01;          // at most, of rows slower by the limit or more
inline constexpr double kCovered = 0.95;         // at least, of intervals
inline constexpr double kSure = 0.999;           // that one case among many is beyond that
std::string percent_at_most(double share);       // "<= 1 %"
std::string percent_at_least(double share);

// "3 of 50000 (at most 0.016 %)" and "95 of 100 (at least 90 %)", with 95 % confidence.
std::string at_most_words(const reports::Proportion& seen);
std::string at_least_words(const reports::Proportion& seen);

// One proportion over several cases, and the case where it came out worst.
class Cases {
 public:
  enum class Good { few, many };

  explicit Cases(Good good) : good_(good) {}

  void add(std::string_view name, const reports::Proportion& seen);

  // Reached where all together have at most (at least) that share, and no single case is beyond it
  // by more than chance does in one of a thousand.
  void tell(std::string_view what, double asked, Checks& checks) const;

 private:
  bool worse(const reports::Proportion& seen) const;

  Good good_;
  reports::Proportion all_ = {};
  reports::Proportion worst_ = {};
  std::string worst_name_ = {};
};

}  // namespace alertsage::gate

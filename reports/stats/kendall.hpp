// How Kendall's score S (pairs that rise less pairs that fall) is distributed where the order of
// the points is random: what Mann-Kendall's test and the interval of Sen's slope both rest on.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "reports/stats/sample.hpp"

namespace alertsage::reports {

// Up to here the distribution is exact; the table has n (n - 1) / 2 entries and takes O(n^3).
inline constexpr std::size_t kExactKendallPoints = 60;

class KendallDistribution {
 public:
  // For as many points, and ties among them, as `series` has. Exact without ties; else normal with
  // the tie-corrected variance (M. G. Kendall, "Rank Correlation Methods", chapter 4).
  explicit KendallDistribution(const Sample& series);

  std::int64_t pairs() const noexcept { return pairs_; }

  // P(S >= score), continuity-corrected where it is approximated.
  double upper_tail(std::int64_t score) const;

 private:
  std::int64_t pairs_;
  double deviation_;                // of S; 0 where all points are equal
  std::vector<double> cumulative_;  // [i] = P(at most i pairs fall); empty where approximated
};

}  // namespace alertsage::reports

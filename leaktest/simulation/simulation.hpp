// The whole procedure on made series: how often is a verdict right?
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>

#include "leaktest/simulation/made_series.hpp"
#include "reports/stats/leak_rule.hpp"
#include "reports/stats/leak_schedule.hpp"

namespace alertsage::leaktest {

struct VerdictCounts {
  std::array<std::size_t, 5> of = {};  // by LeakVerdict
  std::size_t loads = 0;               // of all runs together

  std::size_t count(reports::LeakVerdict verdict) const noexcept {
    return of[static_cast<std::size_t>(verdict)];
  }
};

struct Procedure {
  reports::LeakRule rule = {};
  reports::LeakSchedule schedule = {};  // looks at one number of loads where all three are the same
};

// What a run on one series comes to, looked at as the schedule says. REQUIRES: `series` has
// schedule.most values, or at least schedule.loads and fewest where those are more.
reports::LeakVerdict run_procedure(const Series& series, const Procedure& procedure,
                                   std::size_t& loads);

// The same on `runs` series, each drawn anew; where the rule's kind is a counter, in whole bytes.
VerdictCounts simulate(const std::function<Series(Random&, std::size_t loads)>& draw,
                       std::size_t runs, std::uint64_t seed, const Procedure& procedure = {});

struct LeakCase {
  std::size_t loads = 50;
  Noise noise = {};
  reports::LeakRule rule = {};
};

// In how many of `runs` leaks of `per_load` the interval encloses that. One look, after all loads.
std::size_t count_covered(const LeakCase& leak, double per_load, std::size_t runs,
                          std::uint64_t seed);

// Asks a series without a leak what the smallest one is that would be found, leaks `times` as much
// in a fresh one, and counts in how many of `runs` it is.
std::size_t count_smallest_found(const LeakCase& leak, double times, std::size_t runs,
                                 std::uint64_t seed);

}  // namespace alertsage::leaktest

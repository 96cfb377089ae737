// Short words for what the tests of the leak rule do all the time.
#pragma once

#include <ostream>

#include "leaktest/simulation/made_series.hpp"
#include "reports/stats/leak_rule.hpp"

namespace boost::test_tools::tt_detail {
template <>
struct print_log_value<alertsage::reports::LeakVerdict> {
  void operator()(std::ostream& out, alertsage::reports::LeakVerdict verdict) {
    out << alertsage::reports::name_of(verdict);
  }
};
}  // namespace boost::test_tools::tt_detail

namespace alertsage::reports {

using leaktest::gauss;
using leaktest::made;
using Values = leaktest::Series;

inline constexpr LeakRule kCounter = {.kind = LeakMetricKind::counter};
inline constexpr LeakRule kResidentBytes = {.resolution = 4096};

inline LeakFinding judged(const Values& values, const LeakRule& rule = {}) {
  return judge_leak(*Sample::make(values), rule);
}

}  // namespace alertsage::reports

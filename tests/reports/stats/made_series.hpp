// Series of one value a load, made with known truth.
#pragma once

#include <cstddef>
#include <functional>
#include <random>
#include <vector>

#include "reports/stats/leak_rule.hpp"

namespace alertsage::reports {

using Values = std::vector<double>;

inline constexpr LeakRule kCounter = {.kind = LeakMetricKind::counter};
inline constexpr LeakRule kResidentBytes = {.resolution = 4096};

inline Values made(std::size_t loads, const std::function<double(std::size_t)>& value) {
  Values values(loads);
  for (std::size_t i = 0; i < loads; ++i) values[i] = value(i);
  return values;
}

inline LeakFinding judged(const Values& values, const LeakRule& rule = {}) {
  return judge_leak(*Sample::make(values), rule);
}

inline double gauss(std::mt19937_64& random, double deviation) {
  return std::normal_distribution<double>(0, deviation)(random);
}

}  // namespace alertsage::reports

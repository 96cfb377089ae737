#include "reports/stats/median.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

namespace alertsage::reports {

double median_of_sorted(std::span<const double> values) noexcept {
  assert(!values.empty());
  const std::size_t middle = values.size() / 2;
  if (values.size() % 2 == 1) return values[middle];
  return std::midpoint(values[middle - 1], values[middle]);
}

double median_of(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return median_of_sorted(values);
}

}  // namespace alertsage::reports

#include "reports/stats/sample.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace alertsage::reports {

std::optional<Sample> Sample::make(std::span<const double> values) {
  const auto is_finite = [](double value) { return std::isfinite(value); };
  if (values.size() < 2 || !std::all_of(values.begin(), values.end(), is_finite)) {
    return std::nullopt;
  }
  return Sample(values);
}

Sample::Sample(std::span<const double> values)
    : values_(values.begin(), values.end()), sorted_(values_) {
  std::sort(sorted_.begin(), sorted_.end());
}

double Sample::quantile(double probability) const noexcept {
  assert(probability >= 0 && probability <= 1);
  const double position = probability * static_cast<double>(sorted_.size() - 1);
  const auto below = static_cast<std::size_t>(position);
  const std::size_t above = std::min(below + 1, sorted_.size() - 1);
  return std::lerp(sorted_[below], sorted_[above], position - static_cast<double>(below));
}

}  // namespace alertsage::reports

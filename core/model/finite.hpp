// Whether numbers are finite, fast: a model is checked whenever it is parsed or verified.
#pragma once

#include <array>
#include <cmath>
#include <numeric>
#include <optional>
#include <span>

namespace alertsage {

// The index of the first value that is NaN or infinite. O(values).
//
// A finite number times zero is zero, any other is NaN, and a NaN stays in its sum. Several sums
// and no branch are what compilers turn into vector instructions.
template <typename Real>
std::optional<std::size_t> first_not_finite(std::span<const Real> values) {
  std::array<Real, 8> sums{};
  std::size_t i = 0;
  for (; i + sums.size() <= values.size(); i += sums.size()) {
    for (std::size_t k = 0; k < sums.size(); ++k) sums[k] += values[i + k] * Real{0};
  }
  for (; i < values.size(); ++i) sums[0] += values[i] * Real{0};
  if (std::accumulate(sums.begin(), sums.end(), Real{0}) == Real{0}) return std::nullopt;
  i = 0;
  while (std::isfinite(values[i])) ++i;
  return i;
}

}  // namespace alertsage

#include "reports/charts/ratio_axis.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "reports/stats/sample.hpp"

namespace alertsage::reports {
namespace {

constexpr double kLeastReach = 0.01;  // of a logarithm, beside 0
constexpr double kNotFar = 0.7;       // of a logarithm: half, or twice
constexpr double kFarOut = 3;         // medians of all distances from 1
constexpr double kMargin = 1.15;

// From far out to near 1.
constexpr std::array kAbove{1e6, 1e5, 1e4, 1e3,  100.0, 50.0, 20.0,  10.0,  5.0,  2.0,
                            1.5, 1.2, 1.1, 1.05, 1.02,  1.01, 1.005, 1.002, 1.001};
constexpr std::array kBelow{1e-5, 1e-4, 1e-3, 0.01, 0.1,  0.2,   0.5,   0.7,
                            0.8,  0.9,  0.95, 0.98, 0.99, 0.995, 0.998, 0.999};

// Those inside the axis that lie `gap` apart; the first are kept, as ends say most.
void add_ticks(Axis& axis, std::span<const double> ratios, double gap) {
  double next = std::log(axis.high / axis.low);
  for (const double ratio : ratios) {
    const double distance = std::abs(std::log(ratio));
    if (ratio < axis.low || ratio > axis.high || distance > next || distance < gap) continue;
    axis.ticks.push_back({ratio, ratio_tick(ratio)});
    next = distance - gap;
  }
}

}  // namespace

std::string ratio_tick(double ratio) {
  if (ratio == 1) return "0";
  if (ratio >= 5) return fmt::format("{:.4g}x", ratio);
  return fmt::format("{:+.4g} %", 100 * (ratio - 1));
}

Axis ratio_axis(std::span<const double> ratios, double limit, std::size_t most_ticks) {
  std::vector<double> distances;
  for (const double ratio : ratios) distances.push_back(std::abs(std::log(ratio)));
  const double least = std::max(1.5 * std::log1p(limit), kLeastReach);
  const auto sample = Sample::make(distances);
  const double most = sample ? std::max({kNotFar, 2 * least, kFarOut * sample->median()})
                             : std::numeric_limits<double>::infinity();
  double low = least;
  double high = least;
  for (const double ratio : ratios) {
    const double distance = std::log(ratio);
    if (std::abs(distance) > most) continue;
    low = std::max(low, -distance * kMargin);
    high = std::max(high, distance * kMargin);
  }
  Axis axis{.scale = Scale::logarithmic,
            .low = std::exp(-low),
            .high = std::exp(high),
            .ticks = {{1, ratio_tick(1)}}};
  const double gap = std::log(axis.high / axis.low) / static_cast<double>(most_ticks);
  add_ticks(axis, kBelow, gap);
  add_ticks(axis, kAbove, gap);
  return axis;
}

Band limit_band(double limit) {
  return {.from = 1 / (1 + limit), .to = 1 + limit};
}

double clipped(double value, const Axis& axis) {
  return std::clamp(value, axis.low, axis.high);
}

}  // namespace alertsage::reports

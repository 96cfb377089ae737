// An axis of ratios, new / base, in percent.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "reports/charts/axes.hpp"
#include "reports/charts/figure.hpp"

namespace alertsage::reports {

// "+20 %", "-50 %", "5x" from there on; "0".
std::string ratio_tick(double ratio);

// Logarithmic, as a ratio and its inverse are equally far from none; around 1, with the limits
// (0.05: from 1 / 1.05 to 1.05) always inside. A few ratios that lie far out do not press the rest
// flat: they are outside, and the caller marks that. At most `most_ticks`. Ratios are above 0.
// REQUIRES: limit >= 0; most_ticks >= 3.
Axis ratio_axis(std::span<const double> ratios, double limit, std::size_t most_ticks);

// What the limit allows, to be shaded.
Band limit_band(double limit);

// The nearest place on the axis.
double clipped(double value, const Axis& axis);

}  // namespace alertsage::reports

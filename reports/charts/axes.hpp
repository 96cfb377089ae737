// Ranges and ticks that people expect to see, and labels that do not lie on each other.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "reports/charts/figure.hpp"

namespace alertsage::reports {

using TickText = std::function<std::string(double)>;

// Texts of round figures: "100 us", "1 s"; "64 MB" (decimal, as model names are); "1,000".
std::string time_tick(double nanoseconds);
std::string megabytes_tick(double bytes);
std::string count_tick(double count);

// "250 us": to three digits, as steps of a linear axis need.
std::string linear_time_tick(double nanoseconds);

// A logarithmic axis that encloses `values`, to whole decades where they span one or more, with a
// tick at each decade (at 1, 2 and 5 where there are less than two) and texts on at most
// `most_texts` of them, evenly. REQUIRES: !values.empty(), all > 0; most_texts >= 2.
Axis log_axis(std::span<const double> values, const TickText& text, std::size_t most_texts);

// A linear axis from 0 to a round value at or above the largest, with about `steps` ticks.
// REQUIRES: steps >= 1.
Axis linear_axis_from_zero(double largest, const TickText& text, int steps);

// The same from a round value at or below `low` to one at or above `high`. REQUIRES: low <= high;
// steps >= 1.
Axis linear_axis(double low, double high, const TickText& text, int steps);

// Positions as near to those wanted (least squares) as a distance of `gap` between neighbours
// allows, in the same order, inside [low, high] where that has room for all. O(n log n).
std::vector<double> spread(std::span<const double> wanted, double gap, double low, double high);

}  // namespace alertsage::reports

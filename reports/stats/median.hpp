// The middle value; of an even number of them, half the way between the two in the middle.
#pragma once

#include <span>
#include <vector>

namespace alertsage::reports {

// REQUIRES: ascending, not empty.
double median_of_sorted(std::span<const double> values) noexcept;

// In any order. REQUIRES: not empty, none is NaN. O(n log n).
double median_of(std::vector<double> values);

}  // namespace alertsage::reports

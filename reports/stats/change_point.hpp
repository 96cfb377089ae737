// Where a start-up ends: the first loads make pools, arenas and caches, and say nothing of the
// rest.
//
// A fixed part of the series is always left out; this finds what lasts longer. It takes a line
// before the cut and another one after it, wherever the two leave least unexplained, in the manner
// of change-point analysis (E. Barrett and others, "Virtual Machine Warmup Blows Hot and Cold",
// OOPSLA 2017), but for lines, since what leaks has no level to settle at. Absolute deviations and
// J. W. Tukey's resistant line ("Exploratory Data Analysis", 1977, chapter 10) keep one wild point
// from making a cut.
#pragma once

#include <cstddef>
#include <span>

namespace alertsage::reports {

struct CutRange {
  std::size_t first;  // so many points are left out in any case
  std::size_t last;   // and no more than so many
};

// How many points at the start of `values` are start-up, between range.first and range.last. More
// than range.first only where two lines leave at most half of what one does, and the points between
// lie further off the line of the rest than twice what that line itself climbs: of steady growth
// nothing is cut, and of growth that slows down smoothly neither, which the halves' slopes are to
// tell. `resolution`: the smallest step of the series; deviations below it are none. O(n^2).
// REQUIRES: range.first <= range.last <= values.size().
std::size_t start_up_end(std::span<const double> values, CutRange range, double resolution);

}  // namespace alertsage::reports

// Does a series rise, and how fast: Mann and Kendall's test, and Theil and Sen's slope.
//
// Both look only at the order of pairs, so one wild point moves them little. They are the same
// test: the interval of the slope is the test inverted, and excludes 0 where the test rejects "no
// trend". Both take the points to be evenly spaced, at 0, 1, 2, …; and independent: a series that
// wanders fools them, which is why a verdict (leak_rule.hpp) asks for more than a small p.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "reports/stats/interval.hpp"
#include "reports/stats/sample.hpp"

namespace alertsage::reports {

struct MannKendall {
  std::int64_t score;  // S: pairs that rise less pairs that fall
  double p_rising;     // P(a score this high or higher), if the order were random
  double p_falling;    // P(a score this low or lower)
};

// H. B. Mann, "Nonparametric tests against trend" (Econometrica 13, 1945). Exact for series up to
// kExactKendallPoints (kendall.hpp) without ties; otherwise the normal approximation with M. G.
// Kendall's tie-corrected variance and continuity correction. A constant series has p = 1 both
// ways. O(n^2).
MannKendall mann_kendall(const Sample& series);

struct Slope {
  double per_step;                        // the median of the slopes of all pairs
  std::optional<Interval> interval = {};  // nothing where the points are too few for the confidence
};

// The median of the slopes of all pairs (H. Theil, 1950). O(n^2) time and memory.
double median_slope(const Sample& series);

// The median slope and its interval: P. K. Sen, "Estimates of the regression coefficient based on
// Kendall's tau" (JASA 63, 1968). REQUIRES: 0 < confidence < 1. O(n^2) time and memory.
Slope theil_sen(const Sample& series, double confidence);

// The slope with both ends of its interval sqrt(inflation) times as far off. Ranks cannot be
// widened so: with a variance nine times as large, all pairs of fifteen points are too few for 99
// %.
Slope widened(const Slope& slope, double inflation);

}  // namespace alertsage::reports

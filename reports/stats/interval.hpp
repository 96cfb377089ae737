// The exact, distribution-free interval of a median.
//
// Whatever the distribution, each independent sample lies below its median with probability 1/2. So
// the number of samples below it is binomial, and the r-th smallest and r-th largest of n enclose
// it with probability 1 - 2 P(B(n, 1/2) < r): the sign test, inverted (W. J. Conover, "Practical
// Nonparametric Statistics", chapter 3). No bootstrap, no normality, no random numbers: the same
// samples always give the same interval. Ties only make it wider than it says.
#pragma once

#include <cstddef>
#include <optional>

#include "reports/stats/sample.hpp"

namespace alertsage::reports {

struct Interval {
  double low;
  double high;
  double coverage;  // the probability that it actually has, at least the one asked for

  bool operator==(const Interval&) const = default;
};

// The narrowest symmetric order-statistic interval of the median whose coverage is at least
// `confidence`; nothing where even [min, max] covers less (n < 6 at 95 %).
// REQUIRES: 0 < confidence < 1. O(log n).
std::optional<Interval> median_interval(const Sample& sample, double confidence);

// The probability that [rank-th smallest, rank-th largest] of n encloses the median.
// REQUIRES: 1 <= rank <= (n + 1) / 2.
double coverage_of_rank(std::size_t rank, std::size_t n);

// The smallest number of samples for which median_interval() gives an interval: 6 at 95 %.
std::size_t samples_needed(double confidence);

}  // namespace alertsage::reports

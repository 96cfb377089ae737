// The test of Mann and Whitney (Annals of Mathematical Statistics 18, 1947), also named Wilcoxon's
// rank-sum test: whether values of one sample tend to be larger than those of another, whatever
// their distribution. It is what Google Benchmark's compare.py prints beside each row.
#pragma once

#include <span>

namespace alertsage::reports {

// The two-sided p-value that scipy.stats.mannwhitneyu gives by default: exact where one side has at
// most 8 values and no two of all are equal; else from the normal distribution, corrected for ties
// and continuity. REQUIRES: neither is empty, all finite. O(n log n); O(n) more where it is exact.
double rank_sum_p_value(std::span<const double> a, std::span<const double> b);

}  // namespace alertsage::reports

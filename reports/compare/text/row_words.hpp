// What reports with room for it say of single rows, and by what they were judged.
#pragma once

#include <string>
#include <vector>

#include "reports/compare/comparison.hpp"

namespace alertsage::reports {

// Whether the comparison is one: neither void by its samples, nor contaminated, nor unfair.
bool is_judged(const Comparison& comparison);

// What may be said of the row: cannot_tell where the comparison is none.
Change said_change(const Comparison& comparison, const RowComparison& row);

// Whether that is same or not slower.
bool is_unchanged(const Comparison& comparison, const RowComparison& row);

std::string counts_of(const Comparison& comparison);  // "2 slower, 18 same"; empty without rows

// Why no row's passing says much: the comparison is none or has no row, NEW is incomplete, BASE is
// truncated, rows are missing. With names as they are, not printable.
std::vector<std::string> flaws_of(const Comparison& comparison);

// By what the verdicts were made: the design, its samples or pairs, alpha.
std::string basis_of(const Comparison& comparison);

std::string change_words(const RowComparison& row);    // "+12 %"; "-" without a ratio
std::string interval_words(const RowComparison& row);  // "+10 % to +14 %"; empty without one

// Of one that allows no change for the worse, "exactly" and "compared exactly".
std::string limit_text(double limit);   // "+5.0 %"
std::string limit_words(double limit);  // "limit +5.0 %"

// "about 120 pairs would tell"; where they would be more than anybody takes, that it is too noisy
// for the limit; empty where no number is known.
std::string samples_to_tell_words(const RowComparison& row);

// What its verdict rests on, or why there is none: "30 pairs of batch 2"; "called in the first
// batch, and not in the second".
std::string reason_of(const Comparison& comparison, const RowComparison& row);

// Those of a metric: slower, cannot tell, faster, of each the largest change against its limit
// first; then those that are unchanged, in the order of the base.
std::vector<const RowComparison*> rows_by_verdict(const Comparison& comparison,
                                                  const Metric& metric);

}  // namespace alertsage::reports

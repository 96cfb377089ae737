// A comparison as charts.
#pragma once

#include <optional>

#include "reports/charts/chart.hpp"
#include "reports/compare/comparison.hpp"
#include "reports/judge/pair_rule.hpp"
#include "reports/results/document.hpp"

namespace alertsage::reports {

class ComparisonCharts {
 public:
  // The comparison is of the two documents, and all three outlive this.
  ComparisonCharts(const Comparison& comparison, const Document& base, const Document& contender);

  // All rows of a metric, but for exact numbers that are as they were. Nothing where none is left.
  std::optional<Chart> of_ratios(const Metric& metric) const;

  // The samples of both sides. Nothing where they are exact numbers, or too few.
  std::optional<Chart> of_samples(const RowComparison& row) const;

  // The pairs in their order. Nothing where there are none.
  std::optional<Chart> of_pairs(const RowComparison& row) const;
  std::optional<Chart> of_control() const;

 private:
  PairedBatches pairs_of(const RowComparison& row) const;

  const Comparison& comparison_;
  const Document& base_;
  const Document& contender_;
  std::optional<PairRule> looks_ = {};
};

}  // namespace alertsage::reports

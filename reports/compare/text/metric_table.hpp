// The rows of a comparison as tables of text, one a metric.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reports/compare/comparison.hpp"

namespace alertsage::reports {

struct MetricTable {
  std::string title = {};  // "peak_rss_bytes, limit +2.0 %"; empty where the headline says it all
  std::vector<std::string> header = {};             // first the row's name, last the verdict
  std::vector<std::vector<std::string>> rows = {};  // as many cells each, printable
  std::vector<Change> changes = {};                 // of each
  std::size_t changed = 0;  // so many rows stand first, and those that are unchanged follow
};

// A first metric, which is a time where there is one, has a table always; of the others those in
// which a row changed or cannot be told. For the rest a line will do.
struct MetricsByChange {
  std::vector<const Metric*> in_full = {};    // of the comparison's, in their order
  std::vector<const Metric*> unchanged = {};  // the same
};
MetricsByChange metrics_by_change(const Comparison& comparison);

// One each, rows as rows_by_verdict() has them. REQUIRES: the metrics have rows.
std::vector<MetricTable> metric_tables(const Comparison& comparison,
                                       const std::vector<const Metric*>& metrics);

// "same in peak_rss_bytes, read_bytes: 20 rows each": a line for all metrics of which the same can
// be said. Printable. REQUIRES: these are unchanged.
std::vector<std::string> unchanged_lines(const Comparison& comparison,
                                         const std::vector<const Metric*>& metrics);

// Of said_change(): "slower"; "cannot tell: about 120 samples would tell".
std::string verdict_text(const Comparison& comparison, const RowComparison& row);

}  // namespace alertsage::reports

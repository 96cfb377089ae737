// The rows of a comparison as tables of text, one a metric.
#pragma once

#include <string>
#include <vector>

#include "reports/compare/comparison.hpp"

namespace alertsage::reports {

struct MetricTable {
  std::string title = {};  // "peak_rss_bytes, limit +2.0 %"; empty where the headline says it all
  std::vector<std::string> header = {};             // first the row's name, last the verdict
  std::vector<std::vector<std::string>> rows = {};  // as many cells each, printable
  std::vector<Change> changes = {};                 // of each
};

// In the order of Comparison::metrics; none for a metric without rows.
std::vector<MetricTable> metric_tables(const Comparison& comparison);

// Of said_change(): "slower"; "cannot tell: about 120 samples would".
std::string verdict_text(const Comparison& comparison, const RowComparison& row);

}  // namespace alertsage::reports

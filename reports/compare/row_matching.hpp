// Which rows of two documents are compared, and in which metrics.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/compare/name_filter.hpp"
#include "reports/judge/row_comparison.hpp"
#include "reports/results/document.hpp"

namespace alertsage::reports {

struct MatchedRow {
  const Series* base;
  const Series* contender;
};

struct MatchedRows {
  std::vector<MatchedRow> rows = {};  // by displayed name, in the order of the base
  std::vector<std::string> only_in_base = {};
  std::vector<std::string> only_in_new = {};
};

// Of the names that the filter lets through. The control, where both have it, is no row.
MatchedRows match_rows(const Document& base, const Document& contender, const NameFilter& filter);

// Whether a side has a value of the metric.
bool has_metric(const Series& series, const Metric& metric);

// Why a row that has the metric on one side at least cannot be compared in it; nothing where it
// can.
std::optional<NotComparable> why_not_comparable(const MatchedRow& row, const Metric& metric);

// Rows without a sample, for whatever reason, and what the file's end cut off, each note once.
// Truncation concerns the whole document, whatever the filter. A dropped sample is one less to
// judge a row by, and no more, unless it was the last.
struct UnmeasuredRows {
  std::vector<Note> in_base = {};
  std::vector<Note> in_new = {};
  std::vector<Note> skipped_in_both = {};  // of the new document, and then in none of the others
};
UnmeasuredRows unmeasured_rows(const Document& base, const Document& contender,
                               const NameFilter& filter);

}  // namespace alertsage::reports

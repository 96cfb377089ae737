#include "reports/compare/text/metric_table.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/base/error.hpp"
#include "core/base/numbers.hpp"
#include "reports/compare/text/row_words.hpp"
#include "reports/results/quantity.hpp"

namespace alertsage::reports {
namespace {

constexpr std::size_t kLongestName = 200;

// Which columns a table has besides those of all.
struct Columns {
  bool pairs = false;
  bool limit = false;
  bool u_test = false;
};

// A word for a call that no verdict confirms: by the way its ratio goes.
std::string_view called_word(const RowComparison& row) {
  const bool is_more = row.ratio && row.ratio->estimate > 1;
  const bool is_worse = is_more == (row.metric.better == Better::less);
  return word_of(is_worse ? Change::slower : Change::faster, row.metric);
}

std::string interval_text(const RowComparison& row, const Comparison& comparison) {
  if (row.exact) return "exact";
  if (row.ratio && row.ratio->interval) {
    return fmt::format("[{}, {}]", change_text(row.ratio->interval->low),
                       change_text(row.ratio->interval->high));
  }
  if (comparison.design == Design::paired_blocks) return "-";
  if (!row.too_few_samples) return "a value of zero or less";
  if (comparison.design == Design::paired_files) {
    return fmt::format("needs {} pairs, has {}", comparison.samples_needed, row.pairs);
  }
  return fmt::format("needs {} samples, has {} and {}", comparison.samples_needed, row.base_samples,
                     row.new_samples);
}

std::string ratio_text(const RowComparison& row) {
  if (!row.ratio) return "-";
  const bool is_shifted = row.plus_one && row.ratio->estimate != 1;
  return change_text(row.ratio->estimate) + (is_shifted ? " (n+1)" : "");
}

std::vector<std::string> header_of(const Columns& columns) {
  std::vector<std::string> header = {"row", "base", "new", "change", "interval", "visible from"};
  if (columns.pairs) header.emplace_back("pairs");
  if (columns.limit) header.emplace_back("limit");
  if (columns.u_test) header.emplace_back("U test p");
  header.emplace_back("verdict");
  return header;
}

std::vector<std::string> cells_of(const RowComparison& row, const Comparison& comparison,
                                  const Columns& columns) {
  std::vector<std::string> cells = {
      printable(row.name, kLongestName),
      value_text(row.base_median, row.metric),
      value_text(row.new_median, row.metric),
      ratio_text(row),
      interval_text(row, comparison),
      row.smallest_visible ? change_text(*row.smallest_visible) : "-"};
  if (columns.pairs) {
    cells.push_back(row.exact ? "-"
                              : fmt::format("{}{}", row.pairs, row.batch > 1 ? " again" : ""));
  }
  if (columns.limit) cells.push_back(limit_text(row.limit));
  if (columns.u_test) cells.push_back(row.u_test_p ? fmt::format("{:.2g}", *row.u_test_p) : "-");
  cells.push_back(verdict_text(comparison, row));
  return cells;
}

MetricTable table_of(const Metric& metric, const std::vector<const RowComparison*>& rows,
                     const Comparison& comparison) {
  const double limit = rows.front()->limit;
  const bool one_limit =
      std::all_of(rows.begin(), rows.end(), [&](const auto* row) { return row->limit == limit; });
  const Columns columns{.pairs = comparison.design != Design::unpaired,
                        .limit = !one_limit,
                        .u_test = comparison.options.u_test};
  MetricTable table{.header = header_of(columns)};
  if (comparison.metrics.size() > 1 || metric.name != kRealTime) {
    table.title = printable(metric.name);
    if (metric.better == Better::more) table.title += ", more is better";
    if (one_limit) table.title += ", " + limit_words(limit);
  }
  for (const RowComparison* row : rows) {
    if (!is_unchanged(comparison, *row)) ++table.changed;
    table.rows.push_back(cells_of(*row, comparison, columns));
    table.changes.push_back(said_change(comparison, *row));
  }
  return table;
}

// "same", "not slower", or "same or not slower". REQUIRES: rows of one metric, all unchanged.
std::string unchanged_words(const std::vector<const RowComparison*>& rows) {
  const auto same = static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(),
                    [](const RowComparison* row) { return row->change == Change::same; }));
  if (same == rows.size()) return "same";
  const std::string_view other = word_of(Change::not_slower, rows.front()->metric);
  return same == 0 ? std::string(other) : fmt::format("same or {}", other);
}

}  // namespace

std::string verdict_text(const Comparison& comparison, const RowComparison& row) {
  std::string word(word_of(said_change(comparison, row), row.metric));
  if (!is_judged(comparison)) return word;
  if (row.awaits_second) return fmt::format("{}: {} once", word, called_word(row));
  if (row.did_not_recur) return word + ": a change did not recur";
  if (row.change == Change::cannot_tell && row.open) return word + ": more pairs may";
  if (row.samples_to_tell) return fmt::format("{}: {}", word, samples_to_tell_words(row));
  return word;
}

MetricsByChange metrics_by_change(const Comparison& comparison) {
  MetricsByChange metrics;
  for (const Metric& metric : comparison.metrics) {
    const auto rows = rows_by_verdict(comparison, metric);
    if (rows.empty()) continue;
    const bool is_first = metrics.in_full.empty();
    const bool is_changed = !is_unchanged(comparison, *rows.front());
    (is_first || is_changed ? metrics.in_full : metrics.unchanged).push_back(&metric);
  }
  return metrics;
}

std::vector<MetricTable> metric_tables(const Comparison& comparison,
                                       const std::vector<const Metric*>& metrics) {
  std::vector<MetricTable> tables;
  tables.reserve(metrics.size());
  for (const Metric* metric : metrics) {
    tables.push_back(table_of(*metric, rows_by_verdict(comparison, *metric), comparison));
  }
  return tables;
}

std::vector<std::string> unchanged_lines(const Comparison& comparison,
                                         const std::vector<const Metric*>& metrics) {
  struct Line {
    std::string words;
    std::size_t rows;
    std::vector<std::string> names;
  };
  std::vector<Line> lines;
  for (const Metric* metric : metrics) {
    const auto rows = rows_by_verdict(comparison, *metric);
    const std::string words = unchanged_words(rows);
    auto line = std::find_if(lines.begin(), lines.end(), [&](const Line& other) {
      return other.words == words && other.rows == rows.size();
    });
    if (line == lines.end()) line = lines.insert(lines.end(), {words, rows.size(), {}});
    line->names.push_back(printable(metric->name));
  }
  std::vector<std::string> texts;
  texts.reserve(lines.size());
  for (const Line& line : lines) {
    texts.push_back(fmt::format("{} in {}: {}{}", line.words, fmt::join(line.names, ", "),
                                counted(line.rows, "row"), line.names.size() > 1 ? " each" : ""));
  }
  return texts;
}

}  // namespace alertsage::reports

#include "reports/render/comparison_charts.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <span>

#include "reports/charts/pairs_chart.hpp"
#include "reports/charts/ratio_chart.hpp"
#include "reports/charts/sides_chart.hpp"
#include "reports/compare/text/row_words.hpp"
#include "reports/judge/pair_rule.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

Outcome outcome_of(Change change) {
  switch (change) {
    case Change::slower:
      return Outcome::worse;
    case Change::faster:
      return Outcome::better;
    case Change::same:
      return Outcome::same;
    case Change::not_slower:
      return Outcome::not_worse;
    case Change::cannot_tell:
      break;
  }
  return Outcome::cannot_tell;
}

// Ratios of the smallest and the largest numbers are 0 or infinite.
bool has_logarithms(const std::optional<Ratio>& ratio) {
  const auto has_one = [](double value) { return value > 0 && std::isfinite(value); };
  return ratio && has_one(ratio->estimate) &&
         (!ratio->interval || (has_one(ratio->interval->low) && has_one(ratio->interval->high)));
}

// The limit that most rows of the metric have.
double common_limit(const std::vector<const RowComparison*>& rows) {
  std::map<double, std::size_t> counts;
  for (const RowComparison* row : rows) ++counts[row->limit];
  const auto most =
      std::max_element(counts.begin(), counts.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  return most->first;
}

PairsBatch batch_of(std::span<const Pair> pairs, bool plus_one) {
  PairsBatch batch;
  for (const Pair& of_row : pairs) {
    const Pair pair = plus_one ? without_zero(of_row) : of_row;
    const double ratio = pair.contender / pair.base;
    if (std::isfinite(ratio) && ratio > 0) batch.ratios.push_back(ratio);
  }
  return batch;
}

void add_looks(PairsBatch& batch, const PairRule& rule, double limit) {
  std::vector<double> logs;
  for (const double ratio : batch.ratios) logs.push_back(std::log(ratio));
  for (const PairFinding& finding : rule.looks(logs, limit)) {
    if (finding.ratio) batch.looks.push_back({finding.pairs, *finding.ratio});
  }
}

PairsSeries series_of(const PairedBatches& batches, bool plus_one) {
  return {.first = batch_of(batches.first, plus_one), .second = batch_of(batches.second, plus_one)};
}

}  // namespace

ComparisonCharts::ComparisonCharts(const Comparison& comparison, const Document& base,
                                   const Document& contender)
    : comparison_(comparison), base_(base), contender_(contender) {
  if (comparison.design != Design::paired_blocks) return;
  looks_.emplace(PairRuleOptions{.most = pairs_planned(base, contender)});
}

std::optional<Chart> ComparisonCharts::of_ratios(const Metric& metric) const {
  std::vector<const RowComparison*> rows = rows_by_verdict(comparison_, metric);
  std::erase_if(rows, [&](const RowComparison* row) {
    return row->exact && is_unchanged(comparison_, *row);  // all of them lie on the axis
  });
  if (rows.empty()) return std::nullopt;
  RatioRows chart{.metric = metric.name,
                  .limit = common_limit(rows),
                  .less_is_better = metric.better == Better::less};
  for (const RowComparison* row : rows) {
    const Change change = said_change(comparison_, *row);
    chart.rows.push_back({.name = row->name,
                          .ratio = has_logarithms(row->ratio) ? row->ratio : std::nullopt,
                          .outcome = outcome_of(change),
                          .word = std::string(word_of(change, metric)),
                          .figure = change_words(*row)});
  }
  return ratio_chart(chart);
}

std::optional<Chart> ComparisonCharts::of_samples(const RowComparison& row) const {
  const Series* before = find_series(base_, row.name);
  const Series* after = find_series(contender_, row.name);
  if (row.exact || before == nullptr || after == nullptr) return std::nullopt;
  const Metric metric = row.metric;
  return sides_chart({.name = row.name,
                      .metric = metric.name,
                      .base = values_of(*before, metric),
                      .contender = values_of(*after, metric),
                      .text = [metric](double value) { return value_text(value, metric); }});
}

PairedBatches ComparisonCharts::pairs_of(const RowComparison& row) const {
  const Series* before = find_series(base_, row.name);
  const Series* after = find_series(contender_, row.name);
  if (row.exact || before == nullptr || after == nullptr) return {};
  switch (comparison_.design) {
    case Design::paired_blocks:
      return pairs_of_blocks(*before, *after, row.metric);
    case Design::paired_files:
      return {.first = pairs_of_files({base_, *before}, {contender_, *after}, row.metric)};
    case Design::unpaired:
      break;
  }
  return {};
}

std::optional<Chart> ComparisonCharts::of_pairs(const RowComparison& row) const {
  PairsSeries series = series_of(pairs_of(row), row.plus_one);
  series.title = "Pairs";
  series.limit = row.limit;
  if (looks_) {
    add_looks(series.first, *looks_, row.limit);
    add_looks(series.second, *looks_, row.limit);
  }
  return pairs_chart(series);
}

std::optional<Chart> ComparisonCharts::of_control() const {
  const Series* before = find_series(base_, kControlRow);
  const Series* after = find_series(contender_, kControlRow);
  if (!comparison_.control || before == nullptr || after == nullptr) return std::nullopt;
  PairsSeries series = series_of(pairs_of_blocks(*before, *after, metric_named(kRealTime)), false);
  series.title = "The control: its time beside NEW against that beside BASE";
  series.limit = kMostControlDrift;
  return pairs_chart(series);
}

}  // namespace alertsage::reports

#include "reports/judge/row_comparison.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <utility>

#include "reports/judge/pair_verdict.hpp"
#include "reports/stats/interval.hpp"
#include "reports/stats/median.hpp"
#include "reports/stats/rank_sum_test.hpp"

namespace alertsage::reports {
namespace {

bool all_equal(std::span<const double> values) {
  return std::all_of(values.begin(), values.end(),
                     [&](double value) { return value == values.front(); });
}

bool is_exact(const RowSamples& samples) {
  return samples.row.metric.exact && all_equal(samples.base) && all_equal(samples.contender);
}

// A change from 0, which has no ratio, is one of the values plus 1: of all of them, or of the pairs
// that have a 0. Of times there is none.
bool takes_plus_one(const RowSamples& samples) {
  const MetricUnit unit = samples.row.metric.unit;
  if (unit != MetricUnit::count && unit != MetricUnit::bytes) return false;
  const double least =
      std::min(*std::min_element(samples.base.begin(), samples.base.end()),
               *std::min_element(samples.contender.begin(), samples.contender.end()));
  return least == 0;
}

// What is judged is above 1 where it is worse; what is shown is new / base.
double shown(double ratio, const Metric& metric) {
  return metric.better == Better::more ? 1 / ratio : ratio;
}

Ratio shown(const Ratio& ratio, const Metric& metric) {
  if (metric.better == Better::less) return ratio;
  Ratio turned{.estimate = 1 / ratio.estimate};
  if (ratio.interval) {
    turned.interval = {1 / ratio.interval->high, 1 / ratio.interval->low, ratio.interval->coverage};
  }
  return turned;
}

void judge_exact(RowComparison& row) {
  row.exact = true;
  const double more = row.new_median - row.base_median;
  const double worse = row.metric.better == Better::less ? more : -more;
  const double slack = row.limit * std::abs(row.base_median);
  row.change = worse > slack ? Change::slower : -worse > slack ? Change::faster : Change::same;
  if (row.base_median > 0 && row.new_median >= 0) {
    row.ratio = Ratio{.estimate = row.new_median / row.base_median};
  }
}

// Of unpaired samples, and of pairs whose number was fixed before.
void judge_ratio(std::optional<Ratio> ratio, RowComparison& row) {
  if (!ratio) return;
  row.change = judge_change(*ratio, row.limit);
  if (ratio->interval && ratio->interval->low > 0) {
    row.smallest_visible = shown(ratio->estimate / ratio->interval->low, row.metric);
  }
  row.ratio = shown(*ratio, row.metric);
}

// Base and new, or the other way where more is better, so that a ratio above 1 is worse.
std::pair<std::vector<double>, std::vector<double>> in_order(std::vector<double> base,
                                                             std::vector<double> contender,
                                                             const RowComparison& row) {
  if (row.metric.better == Better::more) std::swap(base, contender);
  return {std::move(base), std::move(contender)};
}

std::pair<std::vector<double>, std::vector<double>> sides_of(std::span<const Pair> pairs,
                                                             const RowComparison& row) {
  std::vector<double> base;
  std::vector<double> contender;
  for (const Pair& of_row : pairs) {
    const Pair pair = row.plus_one ? without_zero(of_row) : of_row;
    base.push_back(pair.base);
    contender.push_back(pair.contender);
  }
  return in_order(std::move(base), std::move(contender), row);
}

std::vector<double> shifted(std::vector<double> values, const RowComparison& row) {
  for (double& value : values) value += row.plus_one ? 1 : 0;
  return values;
}

void judge_unpaired(const RowSamples& samples, double confidence, RowComparison& row) {
  const auto [from, to] =
      in_order(shifted(samples.base, row), shifted(samples.contender, row), row);
  const auto base = Sample::make(from);
  const auto contender = Sample::make(to);
  if (base && contender) judge_ratio(unpaired_ratio(*base, *contender, confidence), row);
}

void judge_files(const RowSamples& samples, double confidence, RowComparison& row) {
  row.pairs = samples.pairs.first.size();
  const auto [base, contender] = sides_of(samples.pairs.first, row);
  judge_ratio(paired_ratio(base, contender, confidence), row);
}

// Nothing where a value has no logarithm.
std::optional<std::vector<double>> log_ratios_of(std::span<const Pair> pairs,
                                                 const RowComparison& row) {
  const auto [base, contender] = sides_of(pairs, row);
  return log_ratios(base, contender);
}

void take_verdict(const PairVerdict& verdict, RowComparison& row) {
  const PairFinding& finding = verdict.finding;
  row.change = verdict.change;
  row.pairs = finding.pairs;
  row.batch = verdict.batch;
  row.open = verdict.open;
  row.awaits_second = verdict.awaits_second;
  row.did_not_recur = verdict.did_not_recur;
  if (finding.ratio) row.ratio = shown(*finding.ratio, row.metric);
  if (finding.bound) row.bound = shown(*finding.bound, row.metric);
  if (finding.smallest_visible) row.smallest_visible = shown(*finding.smallest_visible, row.metric);
}

// Exact rows, and those without logarithms, are not judged, but counted with the others.
void judge_blocks(std::span<const RowSamples> samples, const RowRule& rule,
                  std::span<RowComparison> rows) {
  std::vector<PairedRow> paired(rows.size() + rule.more_rows);
  std::vector<RowComparison*> judged(rows.size(), nullptr);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].exact) continue;
    rows[i].batch = 1;
    auto first = log_ratios_of(samples[i].pairs.first, rows[i]);
    auto second = log_ratios_of(samples[i].pairs.second, rows[i]);
    if (!first || !second) continue;
    paired[i] = {*std::move(first), *std::move(second), rows[i].limit};
    judged[i] = &rows[i];
  }
  if (rows.empty()) return;
  const auto verdicts = judge_pairs(paired, {.alpha = rule.alpha, .most = rule.pairs_planned});
  for (std::size_t i = 0; i < judged.size(); ++i) {
    if (judged[i] != nullptr) take_verdict(verdicts[i], *judged[i]);
  }
}

double two_digits(double value) {
  const double unit = std::pow(10, std::max(0.0, std::floor(std::log10(value)) - 1));
  return std::ceil(value / unit) * unit;
}

// An interval narrows with the root of the number.
void estimate_samples_to_tell(RowComparison& row) {
  if (row.change != Change::cannot_tell || !row.smallest_visible) return;
  const double seen = std::abs(std::log(*row.smallest_visible)) / std::log1p(row.limit);
  constexpr double kMost = 1e9;
  const auto has =
      static_cast<double>(row.pairs > 0 ? row.pairs : std::min(row.base_samples, row.new_samples));
  const double needs = two_digits(has * seen * seen);
  if (needs > has && needs < kMost) row.samples_to_tell = static_cast<std::size_t>(needs);
}

void note_number_of_samples(std::size_t needed, const RowRule& rule, RowComparison& row) {
  if (row.exact) return;
  switch (rule.design) {
    case Design::paired_blocks:
      row.too_few_samples = row.pairs == 0 || rule.pairs_planned < needed;
      return;
    case Design::paired_files:
      row.too_few_samples = row.pairs < needed;
      break;
    case Design::unpaired:
      row.too_few_samples = std::min(row.base_samples, row.new_samples) < needed;
      break;
  }
  estimate_samples_to_tell(row);
}

// What no sample changes.
JudgedRows judged_by(const RowRule& rule, std::size_t rows) {
  const double each = rule.alpha / static_cast<double>(rows);
  switch (rule.design) {
    case Design::paired_blocks:
      return {.confidence = kPairIntervalConfidence,
              .samples_needed = fewest_pairs_to_call(rows, rule.alpha)};
    case Design::paired_files:
      return {.confidence = 1 - each, .samples_needed = samples_needed(1 - each)};
    case Design::unpaired:
      break;
  }
  return {.confidence = 1 - each, .samples_needed = samples_needed(1 - each / 2)};
}

}  // namespace

JudgedRows judge_rows(std::span<const RowSamples> samples, const RowRule& rule) {
  JudgedRows judged = judged_by(rule, std::max<std::size_t>(samples.size() + rule.more_rows, 1));
  for (const RowSamples& of_row : samples) {
    assert(!of_row.base.empty() && !of_row.contender.empty());
    RowComparison& row = judged.rows.emplace_back(of_row.row);
    row.base_samples = of_row.base.size();
    row.new_samples = of_row.contender.size();
    row.base_median = median_of(of_row.base);
    row.new_median = median_of(of_row.contender);
    if (rule.u_test) row.u_test_p = rank_sum_p_value(of_row.base, of_row.contender);
    if (is_exact(of_row)) {
      judge_exact(row);
      continue;
    }
    if (row.metric.exact) row.limit = of_row.limit_of_scatter;
    row.plus_one = takes_plus_one(of_row);
    if (rule.design == Design::unpaired) judge_unpaired(of_row, judged.confidence, row);
    if (rule.design == Design::paired_files) judge_files(of_row, judged.confidence, row);
  }
  if (rule.design == Design::paired_blocks) judge_blocks(samples, rule, judged.rows);
  for (RowComparison& row : judged.rows) {
    note_number_of_samples(judged.samples_needed, rule, row);
  }
  return judged;
}

}  // namespace alertsage::reports

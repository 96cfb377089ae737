#include "reports/compare/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "core/base/error.hpp"
#include "reports/compare/metric_cautions.hpp"
#include "reports/compare/nothing_in_common.hpp"
#include "reports/compare/row_matching.hpp"
#include "reports/compare/run_terms.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

// That the program is another one is what a comparison is for.
std::vector<ContextDifference> environment_differences(const Document& base,
                                                       const Document& contender) {
  std::vector<ContextDifference> differences = context_differences(base, contender);
  std::erase_if(differences, [](const ContextDifference& difference) {
    return difference.key == context::kVersion || difference.key == context::kCommit;
  });
  return differences;
}

// Rows that have no partner do not become comparable because leak tests have.
bool has_something_in_common(const MatchedRows& matched, const Comparison& comparison) {
  const bool rows_on_both_sides = !matched.only_in_base.empty() && !matched.only_in_new.empty();
  return !matched.rows.empty() || (!rows_on_both_sides && !comparison.leaks.sections.empty());
}

// Times first, each once.
std::vector<Metric> metrics_of(const CompareOptions& options, const RunTerms& run) {
  std::vector<std::string> names = options.metrics.empty() ? run.metrics : options.metrics;
  if (names.empty()) names.emplace_back(kRealTime);
  std::vector<Metric> metrics;
  for (const std::string& name : names) {
    const Metric metric = metric_by(options.policy, name);
    if (std::find(metrics.begin(), metrics.end(), metric) == metrics.end()) {
      metrics.push_back(metric);
    }
  }
  std::stable_partition(metrics.begin(), metrics.end(),
                        [](const Metric& metric) { return metric.unit == MetricUnit::time; });
  return metrics;
}

PairedBatches pairs_of(const MatchedRow& row, const Document& base, const Document& contender,
                       const Metric& metric, Design design) {
  switch (design) {
    case Design::paired_blocks:
      return pairs_of_blocks(*row.base, *row.contender, metric);
    case Design::paired_files:
      return {.first = pairs_of_files({base, *row.base}, {contender, *row.contender}, metric)};
    case Design::unpaired:
      break;
  }
  return {};
}

// All rows in all metrics. What cannot be compared is listed instead.
std::vector<RowSamples> samples_of(const MatchedRows& matched, const Document& base,
                                   const Document& contender, Comparison& comparison) {
  std::vector<RowSamples> samples;
  for (const Metric& metric : comparison.metrics) {
    bool anywhere = matched.rows.empty();
    for (const MatchedRow& row : matched.rows) {
      if (!has_metric(*row.base, metric) && !has_metric(*row.contender, metric)) continue;
      anywhere = true;
      const RowTerms terms =
          terms_of(comparison.options.policy, row.base->name, metric, comparison.limit);
      const auto reason = terms.ignore ? NotComparable::ignored : why_not_comparable(row, metric);
      if (reason) {
        comparison.not_compared.push_back({row.base->name, metric.name, *reason});
        continue;
      }
      RowSamples& added = samples.emplace_back();
      added.row.name = row.base->name;
      added.row.metric = metric;
      added.row.limit = terms.limit;
      added.limit_of_scatter = terms.limit_of_scatter;
      added.base = values_of(*row.base, metric);
      added.contender = values_of(*row.contender, metric);
      added.pairs = pairs_of(row, base, contender, metric, comparison.design);
    }
    // A run of pairs names what it gates, of which --filter may leave nothing.
    const bool was_asked_for = !comparison.options.metrics.empty();
    if (!anywhere && was_asked_for) {
      throw Error(ErrorKind::mismatch, "no row that is in both documents has this metric",
                  {.piece = metric.name});
    }
  }
  return samples;
}

// Of the base: not those that the policy ignores, or of which the new document says why it has no
// sample. That it was skipped explains none: where the base could run it, something was lost.
std::vector<std::string> missing_rows(const Comparison& comparison, const Document& contender) {
  std::vector<std::string> missing;
  for (const std::string& name : comparison.only_in_base) {
    const bool is_explained =
        std::any_of(contender.notes.begin(), contender.notes.end(), [&](const Note& note) {
          return note.subject == name && note.kind != NoteKind::aggregate &&
                 note.kind != NoteKind::skipped && note.kind != NoteKind::dropped;
        });
    if (!is_explained && !comparison.ignores(name)) missing.push_back(name);
  }
  for (const NotCompared& row : comparison.not_compared) {
    if (row.reason != NotComparable::absent_in_new) continue;
    missing.push_back(fmt::format("{} of {}", row.metric, row.name));
  }
  return missing;
}

// Compared or not.
std::vector<std::string> names_of_rows(const MatchedRows& matched, const Comparison& comparison) {
  std::vector<std::string> names;
  for (const MatchedRow& row : matched.rows) names.push_back(row.base->name);
  for (const auto* side : {&matched.only_in_base, &matched.only_in_new}) {
    names.insert(names.end(), side->begin(), side->end());
  }
  for (const auto* notes : {&comparison.skipped_in_both, &comparison.unmeasured_in_base,
                            &comparison.unmeasured_in_new}) {
    for (const Note& note : *notes) {
      if (!note.subject.empty()) names.push_back(note.subject);
    }
  }
  return names;
}

// What does not stop the verdict. A filter hides rows that the policy may be about.
std::vector<std::string> cautions(const Document& base, const MatchedRows& matched,
                                  const Comparison& comparison) {
  std::vector<std::string> lines;
  const CompareOptions& options = comparison.options;
  if (!options.filter.empty() || !context_value(base, context::kFilter).empty()) return lines;
  for (const std::string& pattern :
       unused_patterns(options.policy, names_of_rows(matched, comparison))) {
    lines.push_back(
        fmt::format("the policy's \"match\": \"{}\" is found in no row", printable(pattern, 200)));
  }
  return lines;
}

bool is_same_program(const Document& base, const Document& contender) {
  const std::string_view id = context_value(base, context::kProgramId);
  return !id.empty() && id == context_value(contender, context::kProgramId);
}

// What of a document is about leaks, and passes the filter.
Document leak_tests(const Document& document, const NameFilter& filter) {
  Document leaks{.leaks = document.leaks, .notes = document.notes};
  std::erase_if(leaks.leaks,
                [&](const LeakSection& section) { return !filter.passes(section.name); });
  std::erase_if(leaks.notes, [&](const Note& note) {
    return note.kind != NoteKind::truncated && !filter.passes(note.subject);
  });
  return leaks;
}

constexpr std::size_t kLongestReason = 400;

// A run of pairs.
void add_how_it_went(const Document& base, const Document& contender, Comparison& comparison) {
  const std::string_view ended = context_value(contender, context::kPartial);
  comparison.broken_off = printable(context_value(contender, context::kBrokenOff), kLongestReason);
  if (!ended.empty()) {
    comparison.cautions.push_back(
        fmt::format("the run of pairs ended early: {}", printable(ended, kLongestReason)));
  }
  const std::string_view not_gated = context_value(contender, context::kNotGated);
  if (!not_gated.empty()) {
    comparison.cautions.push_back(
        fmt::format("not compared: {}", printable(not_gated, kLongestReason)));
  }
  for (const Document* side : {&base, &contender}) {
    const std::string_view repeated = context_value(*side, context::kRepeatedRuns);
    if (!repeated.empty()) comparison.cautions.push_back(printable(repeated, kLongestReason));
  }
  comparison.crashed_in_new = context_value(base, context::kRepeatedRuns).empty() &&
                              !context_value(contender, context::kRepeatedRuns).empty();
}

// A time to the first output and one to the end are no two times of one thing.
void refuse_other_timed_points(const Document& base, const Document& contender) {
  const std::string_view here = context_value(base, context::kTimedTo);
  const std::string_view there = context_value(contender, context::kTimedTo);
  if (here.empty() || there.empty() || here == there) return;
  throw Error(ErrorKind::mismatch,
              fmt::format("the one is timed to {}, the other to {}", here, there));
}

}  // namespace

double limit_by(const CompareOptions& options, std::optional<double> limit_of_run) {
  return options.max_slowdown.value_or(
      options.policy.limit.value_or(limit_of_run.value_or(kDefaultLimit)));
}

Comparison compare(const Document& base, const Document& contender, const CompareOptions& options) {
  refuse_other_timed_points(base, contender);
  Comparison comparison{.options = options, .design = design_of(base, contender)};
  RunTerms run;
  if (comparison.design == Design::paired_blocks) run = terms_of_run(base, contender);
  const NameFilter filter_of_run(run.filter, context::kFilter);
  const NameFilter filter(options.filter, "--filter", &filter_of_run);
  const MatchedRows matched = match_rows(base, contender, filter);
  comparison.leaks = compare_leaks(leak_tests(base, filter), leak_tests(contender, filter));
  if (!has_something_in_common(matched, comparison)) {
    throw nothing_in_common(base, contender, options.filter);
  }
  comparison.metrics = metrics_of(options, run);
  comparison.alpha = options.alpha.value_or(run.alpha.value_or(kDefaultAlpha));
  comparison.limit = limit_by(options, run.max_slowdown);
  comparison.only_in_base = matched.only_in_base;
  comparison.only_in_new = matched.only_in_new;

  RowRule rule{.design = comparison.design, .alpha = comparison.alpha, .u_test = options.u_test};
  if (rule.design == Design::paired_blocks) {
    rule.pairs_planned = pairs_planned(base, contender);
    comparison.control = compare_control(base, contender);
  }
  const std::vector<RowSamples> samples = samples_of(matched, base, contender, comparison);
  // Whether a peak of memory is above the launcher's, the next sample may change.
  rule.more_rows = static_cast<std::size_t>(
      std::count_if(comparison.not_compared.begin(), comparison.not_compared.end(),
                    [](const auto& row) { return row.reason == NotComparable::at_floor; }));
  JudgedRows judged = judge_rows(samples, rule);
  comparison.rows = std::move(judged.rows);
  comparison.confidence = judged.confidence;
  comparison.samples_needed = judged.samples_needed;

  UnmeasuredRows unmeasured = unmeasured_rows(base, contender, filter);
  comparison.skipped_in_both = std::move(unmeasured.skipped_in_both);
  comparison.unmeasured_in_base = std::move(unmeasured.in_base);
  comparison.unmeasured_in_new = std::move(unmeasured.in_new);
  comparison.environment = environment_differences(base, contender);
  comparison.same_program =
      comparison.design == Design::paired_blocks && is_same_program(base, contender);
  comparison.same_samples = base.series == contender.series && base.leaks == contender.leaks;
  const std::vector<std::string> missing = missing_rows(comparison, contender);
  comparison.unfairness = unfairness_of(base, contender,
                                        {.design = comparison.design,
                                         .rows = comparison.rows,
                                         .missing = missing,
                                         .samples_needed = comparison.samples_needed},
                                        options.accept);
  comparison.cautions = cautions(base, matched, comparison);
  for (std::string& line : metric_cautions(comparison, base, contender)) {
    comparison.cautions.push_back(std::move(line));
  }
  for (std::string& line : departures_from(run, comparison)) {
    comparison.cautions.push_back(std::move(line));
  }
  if (comparison.design == Design::paired_blocks) add_how_it_went(base, contender, comparison);
  return comparison;
}

}  // namespace alertsage::reports

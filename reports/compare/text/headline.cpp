#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

#include "core/base/numbers.hpp"
#include "reports/compare/text/comparison_words.hpp"
#include "reports/results/quantity.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

bool is_of_time(const RowComparison& row) {
  return row.metric.unit == MetricUnit::time || row.metric.unit == MetricUnit::rate;
}

// "slower" or "not slower" where all such rows are times, else "worse" or "not worse".
std::string_view word_for(const Comparison& comparison, Change change, auto&& is_such) {
  const bool all_times = std::all_of(
      comparison.rows.begin(), comparison.rows.end(),
      [&](const RowComparison& row) { return is_of_time(row) || !is_such(row.change); });
  return all_times ? name_of(change) : word_of(change, metric_named("count"));
}

// " by +5.0 % or more", where that is the limit of all rows.
std::string by_the_limit(const Comparison& comparison) {
  if (comparison.rows.empty()) return {};
  const bool one_limit = std::all_of(
      comparison.rows.begin(), comparison.rows.end(),
      [&](const RowComparison& row) { return row.limit == comparison.rows.front().limit; });
  if (!one_limit || comparison.rows.front().limit == 0) return " by their limits";
  return fmt::format(" by {} or more", change_text(1 + comparison.rows.front().limit));
}

std::string of_rows(const Comparison& comparison) {
  const std::size_t rows = comparison.rows.size();
  if (comparison.metrics.size() < 2) return counted(rows, "row");
  return fmt::format("{} comparisons in {} metrics", rows, comparison.metrics.size());
}

// Why the comparison is none, whatever its rows are.
std::string why_void(const Comparison& comparison) {
  if (comparison.same_samples) return "cannot tell: BASE and NEW hold the same samples";
  if (comparison.contaminated()) {
    const ControlComparison& control = *comparison.control;
    return fmt::format(
        "contaminated: a fixed piece of work took {} beside NEW, in {}: the machine treated the "
        "sides unequally",
        change_text(control.sides->estimate), counted(control.pairs, "pair"));
  }
  std::vector<std::string_view> words;
  std::vector<std::string_view> names;
  for (const Unfairness& found : comparison.unfairness) {
    if (found.accepted || !is_of_all_rows(found.doubt)) continue;
    words.push_back(found.words);
    names.push_back(name_of(found.doubt));
  }
  if (words.empty()) return {};
  return fmt::format("cannot be compared fairly: {} (--accept {} compares all the same)",
                     fmt::join(words, "; "), fmt::join(names, ","));
}

// "1 row missing in NEW": of BASE, or metrics of such a row. Nothing where that is accepted.
std::string missing_words(const Comparison& comparison) {
  const auto found = std::find_if(
      comparison.unfairness.begin(), comparison.unfairness.end(),
      [](const Unfairness& doubt) { return doubt.doubt == Doubt::missing && !doubt.accepted; });
  if (found == comparison.unfairness.end()) return {};
  const bool whole_rows = std::none_of(
      comparison.not_compared.begin(), comparison.not_compared.end(),
      [](const NotCompared& row) { return row.reason == NotComparable::absent_in_new; });
  const std::size_t count = found->details.size();
  return fmt::format("{} missing in NEW (--accept {} passes that)",
                     whole_rows ? counted(count, "row") : fmt::format("{} rows or metrics", count),
                     name_of(Doubt::missing));
}

std::vector<std::string> failure_words(const Comparison& comparison) {
  std::set<std::string> in_new;
  std::set<std::string> in_both;
  bool truncated = false;
  for (const Note& note : comparison.failures_in_new()) {
    truncated = truncated || note.kind == NoteKind::truncated;
    if (note.kind == NoteKind::truncated) continue;
    const bool is_of_both =
        std::any_of(comparison.unmeasured_in_base.begin(), comparison.unmeasured_in_base.end(),
                    [&](const Note& other) {
                      return other.kind == note.kind && other.subject == note.subject;
                    });
    (is_of_both ? in_both : in_new).insert(note.subject);
  }
  std::vector<std::string> words;
  if (!in_new.empty()) words.push_back(counted(in_new.size(), "row") + " failed in NEW");
  if (!in_both.empty()) {
    words.push_back(counted(in_both.size(), "row") +
                    " failed in both (--filter or a --policy that ignores it passes that)");
  }
  if (truncated) words.emplace_back("NEW is truncated");
  if (comparison.base_is_truncated()) words.emplace_back("BASE is truncated");
  return words;
}

std::string why_undecided(const Comparison& comparison) {
  std::vector<std::string> words;
  const std::size_t undecided = comparison.undecided_rows();
  if (undecided > 0) {
    words.push_back(
        fmt::format("{} of {} may be {}{}", undecided, of_rows(comparison),
                    word_for(comparison, Change::slower,
                             [](Change change) { return change == Change::cannot_tell; }),
                    by_the_limit(comparison)));
  }
  if (std::string missing = missing_words(comparison); !missing.empty()) {
    words.push_back(std::move(missing));
  }
  for (std::string& failure : failure_words(comparison)) words.push_back(std::move(failure));
  if (const std::size_t assumed = comparison.better_by_assumption(); assumed > 0) {
    words.push_back(fmt::format("{} changed in a metric of which nothing says which way is better",
                                counted(assumed, "row")));
  }
  if (comparison.crashed_in_new) words.emplace_back("a run of NEW crashed");
  if (!comparison.broken_off.empty()) words.push_back(broken_off_words(comparison));
  if (words.empty()) {
    for (const Unfairness& found : comparison.unfairness) {
      if (found.accepted) continue;
      words.push_back(
          fmt::format("{} (--accept {} passes that)", found.words, name_of(found.doubt)));
    }
  }
  if (words.empty()) words.emplace_back("no row was compared");
  return fmt::format("cannot tell: {}", fmt::join(words, ", "));
}

// Two sides that are the same program: no row can be slower for it.
std::string same_program_words(const Comparison& comparison) {
  if (const std::size_t slower = comparison.count(Change::slower); slower > 0) {
    return fmt::format("{}, and {} of {} called {}{}: a false alarm, or what it opens differs",
                       kSameProgram, slower, of_rows(comparison),
                       word_for(comparison, Change::slower,
                                [](Change change) { return change == Change::slower; }),
                       by_the_limit(comparison));
  }
  const std::size_t undecided = comparison.undecided_rows();
  if (undecided == 0) return fmt::format("{}: no alarm in {}", kSameProgram, of_rows(comparison));
  return fmt::format("{}: no alarm ({} of {} undecided)", kSameProgram, undecided,
                     of_rows(comparison));
}

}  // namespace

std::string broken_off_words(const Comparison& comparison) {
  if (comparison.broken_off != broken_off::kInterrupted) return "the run of pairs failed";
  return "the run of pairs was interrupted";
}

std::string headline(const Comparison& comparison) {
  std::string text = why_void(comparison);
  if (!text.empty()) return text;
  const ExitCode verdict = comparison.verdict_of_rows();
  if (comparison.same_program && verdict != ExitCode::undecided && !comparison.rows.empty()) {
    return same_program_words(comparison);
  }
  switch (verdict) {
    case ExitCode::verdict_bad:
      return fmt::format("{}: {} of {}{}",
                         word_for(comparison, Change::slower,
                                  [](Change change) { return change == Change::slower; }),
                         comparison.count(Change::slower), of_rows(comparison),
                         by_the_limit(comparison));
    case ExitCode::undecided:
      return why_undecided(comparison);
    default:
      if (comparison.rows.empty()) return "no row was compared";
      return fmt::format("{}: none of {}{}",
                         word_for(comparison, Change::not_slower, [](Change) { return true; }),
                         of_rows(comparison), by_the_limit(comparison));
  }
}

}  // namespace alertsage::reports

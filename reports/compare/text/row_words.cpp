#include "reports/compare/text/row_words.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "core/base/numbers.hpp"
#include "reports/compare/text/comparison_words.hpp"
#include "reports/judge/pair_rule.hpp"
#include "reports/results/quantity.hpp"

namespace alertsage::reports {
namespace {

// How large the change is against its limit, whichever way is worse.
double weight_of(const RowComparison& row) {
  if (!row.ratio || !(row.ratio->estimate > 0)) return 0;
  return std::abs(std::log(row.ratio->estimate)) / std::log1p(std::max(row.limit, 1e-9));
}

constexpr int kUnchanged = 3;

// Of files made in turn, or of one side after the other: nobody makes so many.
constexpr std::size_t kMostSamplesToTell = 2000;

int rank_of(Change change) {
  switch (change) {
    case Change::slower:
      return 0;
    case Change::cannot_tell:
      return 1;
    case Change::faster:
      return 2;
    case Change::not_slower:
    case Change::same:
      break;
  }
  return kUnchanged;
}

std::string samples_text(const Comparison& comparison, const RowComparison& row) {
  if (row.exact) {
    return fmt::format("exact: all {} and {} samples are equal", row.base_samples, row.new_samples);
  }
  if (comparison.design == Design::unpaired) {
    return fmt::format("{} and {} samples", row.base_samples, row.new_samples);
  }
  const std::string pairs = counted(row.pairs, "pair");
  return row.batch == 0 ? pairs + " of files" : fmt::format("{} of batch {}", pairs, row.batch);
}

// Why there is no interval.
std::string what_is_missing(const Comparison& comparison, const RowComparison& row) {
  switch (comparison.design) {
    case Design::paired_blocks:
      if (row.pairs == 0) return fmt::format("needs {} pairs", kFewestPairs);
      break;
    case Design::paired_files:
      if (row.too_few_samples) return fmt::format("needs {} pairs", comparison.samples_needed);
      break;
    case Design::unpaired:
      if (row.too_few_samples) {
        return fmt::format("needs {} samples a side", comparison.samples_needed);
      }
      break;
  }
  return "a value of zero or less has no ratio";
}

std::string why_open(const Comparison& comparison, const RowComparison& row) {
  if (row.awaits_second) {
    return "called in the first batch; the second, which has to confirm, has not";
  }
  if (row.did_not_recur) return "called in the first batch, and not in the second";
  if (!row.ratio || !row.ratio->interval) return what_is_missing(comparison, row);
  std::string why = fmt::format("the interval leaves open whether it is {} by {} or more",
                                word_of(Change::slower, row.metric), change_text(1 + row.limit));
  if (row.open) why += "; more pairs may decide";
  if (row.samples_to_tell) why += "; " + samples_to_tell_words(row);
  return why;
}

void add_notes(std::string_view side, const std::vector<Note>& notes, auto&& is_flaw,
               std::vector<std::string>& flaws) {
  for (const Note& note : notes) {
    if (!is_flaw(note)) continue;
    flaws.push_back(fmt::format(
        "{}: {}: {}", side, note.subject.empty() ? "the document" : note.subject, words_of(note)));
  }
}

}  // namespace

bool is_judged(const Comparison& comparison) {
  return !comparison.same_samples && !comparison.contaminated() && !comparison.is_unfair();
}

Change said_change(const Comparison& comparison, const RowComparison& row) {
  return is_judged(comparison) ? row.change : Change::cannot_tell;
}

bool is_unchanged(const Comparison& comparison, const RowComparison& row) {
  return rank_of(said_change(comparison, row)) == kUnchanged;
}

// By their words, so that a time that is slower and a counter that is worse are two things.
std::string counts_of(const Comparison& comparison) {
  constexpr std::array kOrder = {Change::slower, Change::faster, Change::same, Change::not_slower,
                                 Change::cannot_tell};
  std::vector<std::string> parts;
  for (const Change change : kOrder) {
    std::vector<std::pair<std::string_view, std::size_t>> words;
    for (const RowComparison& row : comparison.rows) {
      if (said_change(comparison, row) != change) continue;
      const std::string_view word = word_of(change, row.metric);
      const auto known = std::find_if(words.begin(), words.end(),
                                      [&](const auto& entry) { return entry.first == word; });
      if (known == words.end()) {
        words.emplace_back(word, 1);
      } else {
        ++known->second;
      }
    }
    for (const auto& entry : words) {
      parts.push_back(fmt::format("{} {}", entry.second, entry.first));
    }
  }
  return fmt::format("{}", fmt::join(parts, ", "));
}

std::vector<std::string> flaws_of(const Comparison& comparison) {
  std::vector<std::string> flaws;
  const bool is_empty = comparison.rows.empty() && comparison.leaks.sections.empty();
  if (!is_judged(comparison) || is_empty) flaws.push_back(headline(comparison));
  add_notes(
      "NEW", comparison.failures_in_new(), [](const Note&) { return true; }, flaws);
  add_notes(
      "BASE", comparison.unmeasured_in_base,
      [](const Note& note) { return note.kind == NoteKind::truncated; }, flaws);
  if (comparison.crashed_in_new) flaws.emplace_back("a run of NEW crashed");
  if (!comparison.broken_off.empty()) flaws.push_back(broken_off_words(comparison));
  for (const Unfairness& found : comparison.unfairness) {
    if (found.accepted || found.doubt != Doubt::missing) continue;
    flaws.push_back(fmt::format("{}: {}", found.words, fmt::join(found.details, ", ")));
  }
  return flaws;
}

std::string basis_of(const Comparison& comparison) {
  const std::string needed = fmt::format("{}", comparison.samples_needed);
  const std::string alpha = fmt::format("{:.3g} %", 100 * comparison.alpha);
  switch (comparison.design) {
    case Design::paired_blocks:
      return fmt::format(
          "One run of both programs. Each sample of the one has a partner of the other beside it, "
          "and ratios of such pairs are judged by the sign test, look by look. A change counts "
          "where a second batch of fresh pairs finds it again. The chance that any row is falsely "
          "called in a batch is {}; no row can be called by fewer than {} pairs. Intervals hold at "
          "all looks at once with 95 %.",
          alpha, needed);
    case Design::paired_files:
      return fmt::format(
          "Files that were made in turn: each two that were made together are a pair, of the "
          "medians of their samples. The chance that any row is called wrongly is {}; an interval "
          "takes {} pairs. Each interval holds with {:.5g} %.",
          alpha, needed, 100 * comparison.confidence);
    case Design::unpaired:
      break;
  }
  return fmt::format(
      "The one side was measured after the other: a machine that changed meanwhile looks like a "
      "change of the program. Intervals are of the ratio of medians; the chance that any of them "
      "is wrong is {}; they take {} samples a side. Each holds with {:.5g} %.",
      alpha, needed, 100 * comparison.confidence);
}

std::string change_words(const RowComparison& row) {
  return row.ratio ? change_text(row.ratio->estimate) : "-";
}

std::string interval_words(const RowComparison& row) {
  if (!row.ratio || !row.ratio->interval) return {};
  return fmt::format("{} to {}", change_text(row.ratio->interval->low),
                     change_text(row.ratio->interval->high));
}

std::string limit_text(double limit) {
  return limit == 0 ? "exactly" : change_text(1 + limit);
}

std::string limit_words(double limit) {
  return (limit == 0 ? "compared " : "limit ") + limit_text(limit);
}

std::string samples_to_tell_words(const RowComparison& row) {
  if (!row.samples_to_tell) return {};
  if (*row.samples_to_tell > kMostSamplesToTell) return "too noisy to tell at this limit";
  return fmt::format("about {} would tell",
                     counted(*row.samples_to_tell, row.pairs > 0 ? "pair" : "sample"));
}

std::string reason_of(const Comparison& comparison, const RowComparison& row) {
  std::string reason = samples_text(comparison, row);
  if (!is_judged(comparison)) {
    reason += comparison.contaminated() ? "; contaminated" : "; not comparable";
  } else if (row.change == Change::cannot_tell) {
    reason += "; " + why_open(comparison, row);
  }
  if (row.plus_one) reason += "; of values plus 1, as some are 0";
  if (row.u_test_p) reason += fmt::format("; U test p = {:.2g}", *row.u_test_p);
  return reason;
}

std::vector<const RowComparison*> rows_by_verdict(const Comparison& comparison,
                                                  const Metric& metric) {
  std::vector<const RowComparison*> rows;
  for (const RowComparison& row : comparison.rows) {
    if (row.metric == metric) rows.push_back(&row);
  }
  std::stable_sort(rows.begin(), rows.end(), [&](const auto* a, const auto* b) {
    const int first = rank_of(said_change(comparison, *a));
    const int second = rank_of(said_change(comparison, *b));
    if (first != second) return first < second;
    return first != kUnchanged && weight_of(*a) > weight_of(*b);
  });
  return rows;
}

}  // namespace alertsage::reports

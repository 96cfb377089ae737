#include "reports/compare/comparison.hpp"

#include <fmt/format.h>

#include <regex.h>

#include <algorithm>
#include <utility>

#include "core/base/error.hpp"
#include "reports/results/vocabulary.hpp"
#include "reports/stats/interval.hpp"
#include "reports/stats/sample.hpp"

namespace alertsage::reports {
namespace {

// POSIX rather than std::regex, which recurses once a character and can run out of stack on a name.
class NameFilter {
 public:
  explicit NameFilter(const std::string& pattern) {
    if (::regcomp(&regex_, pattern.c_str(), REG_EXTENDED | REG_NOSUB) != 0) {
      throw Error(ErrorKind::usage, "--filter is no regular expression", {.piece = pattern});
    }
  }
  NameFilter(const NameFilter&) = delete;
  NameFilter& operator=(const NameFilter&) = delete;
  ~NameFilter() { ::regfree(&regex_); }

  bool passes(const std::string& name) const {
    return ::regexec(&regex_, name.c_str(), 0, nullptr, 0) == 0;
  }

 private:
  regex_t regex_;
};

using Pairs = std::vector<std::pair<const Series*, const Series*>>;

double median_of(const Series& series) {
  const auto times = real_times(series);
  return times ? times->median() : series.rows.front().real_time_ns;
}

RowComparison compare_rows(const Series& base, const Series& contender,
                           const Comparison& comparison) {
  RowComparison row{.name = base.name,
                    .base_samples = base.rows.size(),
                    .new_samples = contender.rows.size(),
                    .base_median_ns = median_of(base),
                    .new_median_ns = median_of(contender)};
  const auto base_times = real_times(base);
  const auto new_times = real_times(contender);
  if (!base_times || !new_times) return row;
  row.ratio = unpaired_ratio(*base_times, *new_times, comparison.confidence);
  if (!row.ratio) return row;
  row.change = judge_change(*row.ratio, comparison.options.max_slowdown);
  if (row.ratio->interval && row.ratio->interval->low > 0) {
    row.smallest_visible = row.ratio->estimate / row.ratio->interval->low;
  }
  return row;
}

Pairs match_rows(const Document& base, const Document& contender, const NameFilter& filter,
                 Comparison& comparison) {
  Pairs pairs;
  for (const Series& series : base.series) {
    if (!filter.passes(series.name)) continue;
    const Series* other = find_series(contender, series.name);
    if (other != nullptr) {
      pairs.emplace_back(&series, other);
    } else {
      comparison.only_in_base.push_back(series.name);
    }
  }
  for (const Series& series : contender.series) {
    if (filter.passes(series.name) && find_series(base, series.name) == nullptr) {
      comparison.only_in_new.push_back(series.name);
    }
  }
  return pairs;
}

// Truncation concerns the whole document, whatever the filter. A dropped sample is one less to
// judge a row by, and no more, unless it was the last.
std::vector<Note> unmeasured_rows(const Document& document, const NameFilter& filter) {
  std::vector<Note> unmeasured;
  for (const Note& note : document.notes) {
    const bool lost_all =
        note.kind == NoteKind::dropped && find_series(document, note.subject) == nullptr;
    const bool has_no_sample = note.kind == NoteKind::failed || note.kind == NoteKind::skipped ||
                               note.kind == NoteKind::unusable || lost_all;
    if (note.kind == NoteKind::truncated || (has_no_sample && filter.passes(note.subject))) {
      unmeasured.push_back(note);
    }
  }
  return unmeasured;
}

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
void refuse_nothing_in_common(const Pairs& pairs, const Comparison& comparison) {
  const bool rows_on_both_sides =
      !comparison.only_in_base.empty() && !comparison.only_in_new.empty();
  if (!pairs.empty() || (!rows_on_both_sides && !comparison.leaks.sections.empty())) return;
  const std::string& filter = comparison.options.filter;
  throw Error(ErrorKind::mismatch,
              filter.empty() ? "no row is in both documents"
                             : "no row that --filter lets through is in both documents",
              {.piece = filter});
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

}  // namespace

std::size_t Comparison::count(Change change) const {
  return static_cast<std::size_t>(std::count_if(
      rows.begin(), rows.end(), [&](const RowComparison& row) { return row.change == change; }));
}

bool Comparison::new_is_incomplete() const {
  return std::any_of(unmeasured_in_new.begin(), unmeasured_in_new.end(), [](const Note& note) {
    return note.kind != NoteKind::skipped && note.kind != NoteKind::dropped;
  });
}

ExitCode Comparison::verdict() const {
  const ExitCode times = verdict_of_rows();
  const ExitCode memory = leaks.verdict();
  for (const ExitCode code : {ExitCode::verdict_bad, ExitCode::undecided}) {
    if (times == code || memory == code) return code;
  }
  return ExitCode::good;
}

ExitCode Comparison::verdict_of_rows() const {
  if (count(Change::slower) > 0) return ExitCode::verdict_bad;
  if (count(Change::cannot_tell) > 0 || new_is_incomplete()) return ExitCode::undecided;
  return ExitCode::good;
}

namespace {

// A time to the first output and one to the end are no two times of one thing.
void refuse_other_timed_points(const Document& base, const Document& contender) {
  const std::string_view here = context_value(base, context::kTimedTo);
  const std::string_view there = context_value(contender, context::kTimedTo);
  if (here.empty() || there.empty() || here == there) return;
  throw Error(ErrorKind::mismatch,
              fmt::format("the one is timed to {}, the other to {}", here, there));
}

}  // namespace

Comparison compare(const Document& base, const Document& contender, const CompareOptions& options) {
  refuse_other_timed_points(base, contender);
  const NameFilter filter(options.filter);
  Comparison comparison{.options = options};
  const Pairs pairs = match_rows(base, contender, filter, comparison);
  comparison.leaks = compare_leaks(leak_tests(base, filter), leak_tests(contender, filter));
  refuse_nothing_in_common(pairs, comparison);
  const std::size_t judged = std::max<std::size_t>(pairs.size(), 1);
  comparison.confidence = 1 - options.alpha / static_cast<double>(judged);
  comparison.samples_needed = samples_needed(1 - (1 - comparison.confidence) / 2);
  for (const auto& [base_row, new_row] : pairs) {
    comparison.rows.push_back(compare_rows(*base_row, *new_row, comparison));
  }
  comparison.unmeasured_in_base = unmeasured_rows(base, filter);
  comparison.unmeasured_in_new = unmeasured_rows(contender, filter);
  comparison.environment = environment_differences(base, contender);
  return comparison;
}

}  // namespace alertsage::reports

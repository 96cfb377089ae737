#include "reports/compare/row_matching.hpp"

#include <algorithm>

#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

bool is_control_of_both(const Series& series, const Document& other) {
  return series.name == kControlRow && find_series(other, kControlRow) != nullptr;
}

// The peak of a process is that of its launcher at least.
bool is_at_floor(const Series& series) {
  const auto at_floor = counter_values(series, counter::kPeakRssAtFloor);
  if (at_floor) return at_floor->median() == 1;
  const std::vector<double> one = values_of(series, metric_named(counter::kPeakRssAtFloor));
  return one.size() == 1 && one.front() == 1;
}

std::vector<Note> unmeasured_in(const Document& document, const NameFilter& filter) {
  std::vector<Note> unmeasured;
  for (const Note& note : document.notes) {
    const bool lost_all =
        note.kind == NoteKind::dropped && find_series(document, note.subject) == nullptr;
    const bool has_no_sample = note.kind == NoteKind::failed || note.kind == NoteKind::skipped ||
                               note.kind == NoteKind::unusable || lost_all;
    const bool is_listed =
        note.kind == NoteKind::truncated || (has_no_sample && filter.passes(note.subject));
    const bool is_known = std::find(unmeasured.begin(), unmeasured.end(), note) != unmeasured.end();
    if (is_listed && !is_known) unmeasured.push_back(note);
  }
  return unmeasured;
}

// That row as a whole, and for no other reason.
bool is_skipped(const std::vector<Note>& unmeasured, const std::string& row,
                const Document& document) {
  bool is_there = false;
  for (const Note& note : unmeasured) {
    if (note.subject != row) continue;
    if (note.kind != NoteKind::skipped) return false;
    is_there = true;
  }
  return is_there && find_series(document, row) == nullptr;
}

}  // namespace

MatchedRows match_rows(const Document& base, const Document& contender, const NameFilter& filter) {
  MatchedRows matched;
  for (const Series& series : base.series) {
    if (!filter.passes(series.name) || is_control_of_both(series, contender)) continue;
    if (const Series* other = find_series(contender, series.name)) {
      matched.rows.push_back({&series, other});
    } else {
      matched.only_in_base.push_back(series.name);
    }
  }
  for (const Series& series : contender.series) {
    if (filter.passes(series.name) && find_series(base, series.name) == nullptr) {
      matched.only_in_new.push_back(series.name);
    }
  }
  return matched;
}

bool has_metric(const Series& series, const Metric& metric) {
  if (series.name == kProgramRow && metric.unit == MetricUnit::time) return false;
  return std::any_of(series.rows.begin(), series.rows.end(),
                     [&](const Row& row) { return value_of(row, metric).has_value(); });
}

std::optional<NotComparable> why_not_comparable(const MatchedRow& row, const Metric& metric) {
  if (!has_metric(*row.base, metric)) return NotComparable::absent_in_base;
  if (!has_metric(*row.contender, metric)) return NotComparable::absent_in_new;
  if (metric.name == counter::kPeakRssBytes && is_at_floor(*row.base) &&
      is_at_floor(*row.contender)) {
    return NotComparable::at_floor;
  }
  return std::nullopt;
}

UnmeasuredRows unmeasured_rows(const Document& base, const Document& contender,
                               const NameFilter& filter) {
  UnmeasuredRows rows{.in_base = unmeasured_in(base, filter),
                      .in_new = unmeasured_in(contender, filter)};
  for (const Note& note : rows.in_new) {
    if (is_skipped(rows.in_new, note.subject, contender) &&
        is_skipped(rows.in_base, note.subject, base)) {
      rows.skipped_in_both.push_back(note);
    }
  }
  for (std::vector<Note>* side : {&rows.in_base, &rows.in_new}) {
    std::erase_if(*side, [&](const Note& note) {
      return std::any_of(rows.skipped_in_both.begin(), rows.skipped_in_both.end(),
                         [&](const Note& skipped) { return skipped.subject == note.subject; });
    });
  }
  return rows;
}

}  // namespace alertsage::reports

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

}  // namespace alertsage::reports

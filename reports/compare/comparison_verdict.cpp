#include <algorithm>
#include <iterator>

#include "reports/compare/comparison.hpp"

namespace alertsage::reports {

std::size_t Comparison::count(Change change) const {
  return static_cast<std::size_t>(std::count_if(
      rows.begin(), rows.end(), [&](const RowComparison& row) { return row.change == change; }));
}

bool Comparison::ignores(const std::string& row) const {
  return !metrics.empty() && std::all_of(metrics.begin(), metrics.end(), [&](const Metric& metric) {
    return terms_of(options.policy, row, metric, limit).ignore;
  });
}

std::vector<Note> Comparison::failures_in_new() const {
  std::vector<Note> failures;
  std::copy_if(unmeasured_in_new.begin(), unmeasured_in_new.end(), std::back_inserter(failures),
               [&](const Note& note) {
                 if (note.kind == NoteKind::truncated) return true;
                 return note.kind != NoteKind::skipped && note.kind != NoteKind::dropped &&
                        !ignores(note.subject);
               });
  return failures;
}

bool Comparison::contaminated() const {
  return control && is_contaminated(*control);
}

bool Comparison::base_is_truncated() const {
  return std::any_of(unmeasured_in_base.begin(), unmeasured_in_base.end(),
                     [](const Note& note) { return note.kind == NoteKind::truncated; });
}

bool Comparison::is_unfair() const {
  return std::any_of(unfairness.begin(), unfairness.end(), [](const Unfairness& found) {
    return !found.accepted && is_of_all_rows(found.doubt);
  });
}

bool Comparison::is_accepted(Doubt doubt) const {
  return std::find(options.accept.begin(), options.accept.end(), doubt) != options.accept.end();
}

std::size_t Comparison::undecided_rows() const {
  return static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [&](const RowComparison& row) {
        return row.change == Change::cannot_tell &&
               !(row.too_few_samples && is_accepted(Doubt::samples));
      }));
}

std::size_t Comparison::better_by_assumption() const {
  return static_cast<std::size_t>(
      std::count_if(rows.begin(), rows.end(), [&](const RowComparison& row) {
        return row.change == Change::faster && is_direction_assumed(options.policy, row.metric);
      }));
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
  if (same_samples || contaminated() || is_unfair()) return ExitCode::undecided;
  if (count(Change::slower) > 0) return ExitCode::verdict_bad;
  // Too few samples leave rows undecided, and no row can be slower for the same program.
  const bool in_doubt =
      std::any_of(unfairness.begin(), unfairness.end(), [&](const Unfairness& found) {
        return !found.accepted && !(same_program && found.doubt == Doubt::samples);
      });
  const bool nothing_judged =
      leaks.sections.empty() && std::all_of(rows.begin(), rows.end(), [](const RowComparison& row) {
        return row.too_few_samples;
      });
  const bool is_open = (undecided_rows() > 0 && !same_program) || in_doubt || nothing_judged ||
                       better_by_assumption() > 0 || crashed_in_new || !broken_off.empty();
  return is_open || new_is_incomplete() || base_is_truncated() ? ExitCode::undecided
                                                               : ExitCode::good;
}

}  // namespace alertsage::reports

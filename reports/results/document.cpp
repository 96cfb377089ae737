#include "reports/results/document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {

std::string_view name_of(NoteKind kind) noexcept {
  switch (kind) {
    case NoteKind::aggregate:
      return "aggregate";
    case NoteKind::failed:
      return "failed";
    case NoteKind::skipped:
      return "skipped";
    case NoteKind::unusable:
      return "unusable";
    case NoteKind::shadowed:
      return "shadowed";
    case NoteKind::truncated:
      return "truncated";
    case NoteKind::context_differs:
      return "context differs";
    case NoteKind::left_out:
      return "left out";
    case NoteKind::dropped:
      return "dropped";
  }
  return "";
}

std::string words_of(const Note& note) {
  return fmt::format("{}{}{}: {}", note.extent, note.extent.empty() ? "" : " ", name_of(note.kind),
                     note.reason);
}

const Series* find_series(const Document& document, std::string_view name) {
  const auto found = std::find_if(document.series.begin(), document.series.end(),
                                  [&](const Series& series) { return series.name == name; });
  return found == document.series.end() ? nullptr : &*found;
}

std::vector<Note> failed_leak_tests(const Document& document) {
  std::vector<Note> failed;
  std::copy_if(document.notes.begin(), document.notes.end(), std::back_inserter(failed),
               [](const Note& note) {
                 return note.kind == NoteKind::left_out && note.subject.starts_with(kLeakRowPrefix);
               });
  return failed;
}

std::string_view context_value(const Document& document, std::string_view key) {
  const auto found = document.context.find(std::string(key));
  return found == document.context.end() ? std::string_view() : found->second;
}

std::optional<double> counter_value(const Row& row, std::string_view counter) {
  const auto found = row.counters.find(std::string(counter));
  if (found == row.counters.end() || !std::isfinite(found->second)) return std::nullopt;
  return found->second;
}

std::optional<Sample> real_times(const Series& series) {
  std::vector<double> times;
  times.reserve(series.rows.size());
  for (const Row& row : series.rows) times.push_back(row.real_time_ns);
  return Sample::make(times);
}

std::optional<Sample> counter_values(const Series& series, std::string_view counter) {
  std::vector<double> values;
  values.reserve(series.rows.size());
  for (const Row& row : series.rows) {
    const auto value = counter_value(row, counter);
    if (!value) return std::nullopt;
    values.push_back(*value);
  }
  return Sample::make(values);
}

}  // namespace alertsage::reports

// A sample is dropped in one raw row; what a reader asks is how many of a row's samples are
// missing, and why. Of how many is known only beside the samples that were kept, after all files
// were read.
#include "reports/results/dropped_samples.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <utility>

#include "reports/results/row_name.hpp"

namespace alertsage::reports {
namespace {

constexpr std::size_t kMostReasons = 3;

struct DroppedSamples {
  std::size_t count = 0;
  std::vector<std::string> reasons = {};  // each once
};

// "a; b; c and 2 other reasons"
std::string reasons_text(const std::vector<std::string>& reasons) {
  const std::size_t shown = std::min(reasons.size(), kMostReasons);
  const std::size_t others = reasons.size() - shown;
  std::string text =
      fmt::format("{}", fmt::join(reasons.begin(), reasons.begin() + std::ptrdiff_t(shown), "; "));
  if (others == 0) return text;
  return fmt::format("{} and {} other reason{}", text, others, others == 1 ? "" : "s");
}

std::map<std::string, std::size_t> kept_samples(const Document& document) {
  std::map<std::string, std::size_t> kept;
  for (const Series& series : document.series) {
    kept[displayed_name(series.run_name)] += series.rows.size();
  }
  return kept;
}

std::map<std::string, DroppedSamples> dropped_samples(const Document& document) {
  std::map<std::string, DroppedSamples> rows;
  for (const Note& note : document.notes) {
    if (note.kind != NoteKind::dropped) continue;
    DroppedSamples& row = rows[note.subject];
    ++row.count;
    if (std::find(row.reasons.begin(), row.reasons.end(), note.reason) == row.reasons.end()) {
      row.reasons.push_back(note.reason);
    }
  }
  return rows;
}

}  // namespace

void join_dropped_samples(Document& document) {
  std::map<std::string, DroppedSamples> rows = dropped_samples(document);
  if (rows.empty()) return;
  std::map<std::string, std::size_t> kept = kept_samples(document);
  std::vector<Note> notes;
  for (Note& note : document.notes) {
    if (note.kind == NoteKind::dropped) {
      const auto row = rows.find(note.subject);
      if (row == rows.end()) continue;  // said already
      note.extent = fmt::format("{} of {} samples", row->second.count,
                                row->second.count + kept[note.subject]);
      note.reason = reasons_text(row->second.reasons);
      rows.erase(row);
    }
    notes.push_back(std::move(note));
  }
  document.notes = std::move(notes);
}

}  // namespace alertsage::reports

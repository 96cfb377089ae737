// A sample is rejected in one raw row; what a reader asks is how many of a row's samples are
// missing, and why. Of how many is known only beside the samples that were kept, after all files
// were read.
#include "reports/results/rejected_samples.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <utility>

#include "reports/results/row_name.hpp"

namespace alertsage::reports {
namespace {

constexpr std::size_t kMostReasons = 3;

struct Rejections {
  std::string row = {};  // as displayed
  NoteKind kind = NoteKind::failed;
  std::size_t source = 0;  // of the first
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

// What failed as a whole, as a benchmark of the library's does, has no extent.
std::string extent_of(const Rejections& rejections, std::size_t attempts) {
  if (rejections.kind == NoteKind::dropped) {
    return fmt::format("{} of {} samples", rejections.count, attempts);
  }
  return attempts == 1 ? std::string() : fmt::format("{} of {} runs", rejections.count, attempts);
}

// By row as displayed: samples that were kept, and that were not.
std::map<std::string, std::size_t> count_attempts(const Document& document) {
  std::map<std::string, std::size_t> attempts;
  for (const Series& series : document.series) {
    attempts[displayed_name(series.run_name)] += series.rows.size();
  }
  for (const RejectedSample& sample : document.rejected) {
    ++attempts[displayed_name(sample.run_name)];
  }
  return attempts;
}

// In order of first appearance.
std::vector<Rejections> by_row_and_kind(const std::vector<RejectedSample>& rejected) {
  std::vector<Rejections> all;
  std::map<std::pair<std::string, NoteKind>, std::size_t> index;
  for (const RejectedSample& sample : rejected) {
    const std::string row = displayed_name(sample.run_name);
    const auto [entry, is_new] = index.emplace(std::pair(row, sample.kind), all.size());
    if (is_new) all.push_back({.row = row, .kind = sample.kind, .source = sample.source});
    Rejections& known = all[entry->second];
    ++known.count;
    if (std::find(known.reasons.begin(), known.reasons.end(), sample.reason) ==
        known.reasons.end()) {
      known.reasons.push_back(sample.reason);
    }
  }
  return all;
}

}  // namespace

void note_rejected_samples(Document& document) {
  const std::map<std::string, std::size_t> attempts = count_attempts(document);
  for (const Rejections& rejections : by_row_and_kind(document.rejected)) {
    document.notes.push_back({.kind = rejections.kind,
                              .subject = rejections.row,
                              .reason = reasons_text(rejections.reasons),
                              .source = document.sources.at(rejections.source),
                              .extent = extent_of(rejections, attempts.at(rejections.row))});
  }
}

}  // namespace alertsage::reports

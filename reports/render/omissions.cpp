#include "reports/render/omissions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "reports/charts/rounding.hpp"

namespace alertsage::reports {
namespace {

constexpr std::size_t kMostStatistics = 6;  // users of the library add their own

// The library writes four aggregates a row, and a remark on each would hide the others.
class Aggregates {
 public:
  void add(const Note& note) {
    ++count_;
    if (std::find(names_.begin(), names_.end(), note.reason) == names_.end()) {
      names_.push_back(note.reason);
    }
  }

  bool empty() const { return count_ == 0; }

  std::string text() const {
    return fmt::format(
        "{} aggregate row{} of the library ({}{}) {} passed over: all statistics here are computed "
        "from the raw rows",
        whole_number(static_cast<double>(count_)), count_ == 1 ? "" : "s",
        fmt::join(names_.begin(), names_.begin() + std::ptrdiff_t(shown()), ", "),
        shown() < names_.size() ? ", …" : "", count_ == 1 ? "is" : "are");
  }

 private:
  std::size_t shown() const { return std::min(names_.size(), kMostStatistics); }

  std::size_t count_ = 0;
  std::vector<std::string> names_;
};

}  // namespace

std::string Omission::words() const {
  return subject.empty() ? reason : fmt::format("{}: {}", subject, reason);
}

Omissions omissions_of(const Document& document) {
  Omissions omissions;
  Aggregates aggregates;
  for (const Note& note : document.notes) {
    if (note.kind == NoteKind::dropped) {
      omissions.dropped.push_back({note.subject, fmt::format("{}: {}", note.extent, note.reason)});
    } else if (note.kind == NoteKind::left_out) {
      omissions.left_out.push_back({note.subject, note.reason});
    } else if (note.kind == NoteKind::aggregate) {
      aggregates.add(note);
    } else {
      omissions.remarks.push_back({note.subject.empty() ? note.source : note.subject,
                                   fmt::format("{}: {}", name_of(note.kind), note.reason)});
    }
  }
  if (!aggregates.empty()) omissions.remarks.push_back({.reason = aggregates.text()});
  return omissions;
}

}  // namespace alertsage::reports

#include "reports/render/omissions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <utility>

#include "reports/charts/rounding.hpp"
#include "reports/charts/words.hpp"
#include "reports/render/note_list.hpp"

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

// A list of omissions, by reason.
class Grouped {
 public:
  void add(const std::string& subject, std::string reason) {
    Group& group = group_of(std::move(reason));
    const auto found = std::find(group.subjects.begin(), group.subjects.end(), subject);
    const auto at = static_cast<std::size_t>(found - group.subjects.begin());
    if (found == group.subjects.end()) {
      group.subjects.push_back(subject);
      group.times.push_back(0);
    }
    ++group.times[at];
  }

  std::vector<Omission> omissions() const {
    std::vector<Omission> all;
    for (const Group& group : groups_) {
      Omission& omission = all.emplace_back(Omission{.reason = group.reason});
      for (std::size_t i = 0; i < group.subjects.size(); ++i) {
        omission.subjects.push_back(
            group.times[i] == 1 ? group.subjects[i]
                                : fmt::format("{} ({} times)", group.subjects[i], group.times[i]));
      }
    }
    return all;
  }

 private:
  struct Group {
    std::string reason;
    std::vector<std::string> subjects = {};  // each once
    std::vector<std::size_t> times = {};     // one a subject
  };

  Group& group_of(std::string reason) {
    const auto [entry, is_new] = index_.emplace(reason, groups_.size());
    if (is_new) groups_.push_back({.reason = std::move(reason)});
    return groups_[entry->second];
  }

  std::vector<Group> groups_;
  std::map<std::string, std::size_t> index_;
};

}  // namespace

std::string Omission::words(std::size_t most_named) const {
  if (subjects.empty()) return reason;
  const std::size_t all = subjects.size();
  // One that is not named takes as much room as "1 other".
  const std::size_t named = all <= most_named + 1 ? all : most_named;
  std::vector<std::string> words(subjects.begin(), subjects.begin() + std::ptrdiff_t(named));
  if (named < all) words.push_back(fmt::format("{} others", all - named));
  return fmt::format("{}: {}", enumeration(words), reason);
}

Omissions omissions_of(const Document& document) {
  Grouped dropped, left_out, remarks;
  Aggregates aggregates;
  for (const Note& note : document.notes) {
    if (note.kind == NoteKind::dropped) {
      dropped.add(note.subject, fmt::format("{}: {}", note.extent, note.reason));
    } else if (note.kind == NoteKind::left_out) {
      left_out.add(note.subject, note.reason);
    } else if (note.kind == NoteKind::aggregate) {
      aggregates.add(note);
    } else {
      remarks.add(note.subject.empty() ? note.source : note.subject, words_of(note));
    }
  }
  Omissions omissions{dropped.omissions(), left_out.omissions(), remarks.omissions()};
  if (!aggregates.empty()) omissions.remarks.push_back({.reason = aggregates.text()});
  return omissions;
}

std::vector<Omission> in_ranges(const std::vector<Omission>& omissions) {
  NoteList reasons;
  std::vector<Omission> fewer;
  for (const Omission& omission : omissions) {
    const std::size_t index = reasons.add_in_range(omission.reason);
    if (index == fewer.size()) fewer.emplace_back();
    std::vector<std::string>& subjects = fewer[index].subjects;
    subjects.insert(subjects.end(), omission.subjects.begin(), omission.subjects.end());
  }
  const std::vector<std::string> texts = reasons.texts();
  for (std::size_t i = 0; i < fewer.size(); ++i) fewer[i].reason = texts[i];
  return fewer;
}

}  // namespace alertsage::reports

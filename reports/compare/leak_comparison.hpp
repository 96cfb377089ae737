// The leak tests of two documents, by name: has anything begun to leak, or to leak more?
//
// Growth is a slope with an interval, so two runs of one program differ by chance. Worse is said
// where the intervals do not overlap as well, or where there is a leak now that was none.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/program.hpp"
#include "reports/results/document.hpp"

namespace alertsage::reports {

// From good to bad.
enum class LeakChange {
  better,       // now clean, or a better verdict and growth that lies below the base's
  same,         // the same verdict, of which both know that it is one
  cannot_tell,  // one of them could not tell or, the new one, ended early; or the verdict changed
                // and growth overlaps
  worse,        // a new leak, a leak that grows faster, or a worse verdict and growth that lies
                // above the base's
};

std::string_view name_of(LeakChange change) noexcept;  // "worse", "cannot tell", …

struct LeakMetricComparison {
  std::string name;
  std::optional<LeakMetric> base = {};  // nothing where that document does not judge it
  std::optional<LeakMetric> contender = {};
  LeakChange change = LeakChange::cannot_tell;
};

struct LeakSectionSide {
  LeakVerdict verdict = LeakVerdict::cannot_tell;
  std::string partial = {};   // why the run ended early; empty where it did not
  double max_leak_bytes = 0;  // 0: the document does not say
};

struct LeakSectionComparison {
  std::string name;
  LeakSectionSide base = {};
  LeakSectionSide contender = {};
  std::vector<LeakMetricComparison> metrics = {};  // of either, in the order of the new document

  // The worst of the metrics', and of the verdicts where one is not of its metrics: what the
  // allocator keeps, a process that did nothing. At best `cannot_tell` where the new run ended
  // early.
  LeakChange change = LeakChange::cannot_tell;

  // The new one had a larger limit: what is clean by that and not by the base's is no more than
  // `cannot_tell` here.
  bool is_by_a_looser_limit() const noexcept {
    return base.max_leak_bytes > 0 && contender.max_leak_bytes > base.max_leak_bytes;
  }
};

struct LeakSectionOnOneSide {
  std::string name;
  LeakVerdict verdict = LeakVerdict::cannot_tell;

  bool operator==(const LeakSectionOnOneSide&) const = default;
};

struct LeakComparison {
  std::vector<LeakSectionComparison> sections = {};  // in the order of the base
  std::vector<LeakSectionOnOneSide> only_in_base = {};
  std::vector<LeakSectionOnOneSide> only_in_new = {};
  std::vector<Note> failed_in_base = {};  // tests that the instrument could not make
  std::vector<Note> failed_in_new = {};

  bool empty() const;  // no document has a leak test

  // A leak that only the new document has a test for is worse; a test that failed there cannot be
  // told, nor can anything where both have tests and none of the same name. A test that is no
  // longer made is listed and changes nothing, as it is with rows.
  LeakChange worst() const;

  ExitCode verdict() const;  // verdict_bad: worse; undecided: cannot tell; good: neither
};

// Sections are matched by name; of several of one name in a document the last counts. Never throws
// on documents that share none: sections is empty, and the caller decides what that means.
LeakComparison compare_leaks(const Document& base, const Document& contender);

}  // namespace alertsage::reports

// Two documents, row by row: is anything slower?
//
// The two were measured one after the other, so a drift of the machine between them looks like a
// change of the program; no statistics can tell. Hence the exact, unpaired interval (ratio.hpp),
// differences of the environment said first, and a limit that is larger than what a machine drifts.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/program.hpp"
#include "reports/compare/change.hpp"
#include "reports/compare/leak_comparison.hpp"
#include "reports/results/context_difference.hpp"
#include "reports/results/document.hpp"

namespace alertsage::reports {

struct CompareOptions {
  double max_slowdown = 0.10;  // the limit; a smaller one needs more samples to be told from noise
  double alpha = 0.05;         // chance that any row of a comparison is called wrongly
  std::string filter = {};     // POSIX extended regular expression, searched for in names
};

struct RowComparison {
  std::string name;  // as displayed in both documents
  std::size_t base_samples = 0;
  std::size_t new_samples = 0;
  double base_median_ns = 0;
  double new_median_ns = 0;
  std::optional<Ratio> ratio = {};  // new / base; nothing without two samples above zero in each
  Change change = Change::cannot_tell;

  // With samples that scatter like these, a slowdown by this factor would have shown: it would have
  // put the whole interval above 1. Nothing without an interval.
  std::optional<double> smallest_visible = {};
};

struct Comparison {
  CompareOptions options;
  double confidence = 0;           // of each row's interval: 1 - alpha / rows (Bonferroni)
  std::size_t samples_needed = 0;  // on each side, for an interval at that confidence

  std::vector<RowComparison> rows = {};  // in the order of the base
  std::vector<std::string> only_in_base = {};
  std::vector<std::string> only_in_new = {};
  // Rows that failed, were skipped, were cut off, or lost all samples for want of proof.
  std::vector<Note> unmeasured_in_base = {};
  std::vector<Note> unmeasured_in_new = {};
  std::vector<ContextDifference> environment = {};  // first: base, second: new
  LeakComparison leaks = {};

  std::size_t count(Change change) const;

  // Whether the new document has rows that failed, or that nobody knows of as it ends early; not
  // for rows that its instrument skipped or dropped on purpose.
  bool new_is_incomplete() const;

  // Of rows. verdict_bad: one is slower. undecided: one may be slower by the limit, or the new
  // document is incomplete. good: neither, whatever is faster.
  ExitCode verdict_of_rows() const;

  // The gate: the worse of that and of the leak tests' verdict.
  ExitCode verdict() const;
};

// Rows are matched by displayed name, so that another number of repetitions is the same row.
// Throws Error: usage for a filter that is no regular expression; mismatch where both documents
// have rows and none in common, whatever leak tests they share, and where neither a row nor a leak
// test is in both, as that would pass everything.
Comparison compare(const Document& base, const Document& contender, const CompareOptions& options);

}  // namespace alertsage::reports

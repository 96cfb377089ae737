// Two documents, row by row: is anything worse, in time or in any other metric?
//
// Where samples are pairs (pairing.hpp) the state of the machine is the same for both sides of
// each, and the rule on pairs judges (pair_verdict.hpp). Else the two were measured one after the
// other, so a drift of the machine between them looks like a change of the program; no statistics
// can tell. Hence the exact, unpaired interval (ratio.hpp), and differences of the environment said
// first.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/program.hpp"
#include "reports/compare/fairness.hpp"
#include "reports/compare/leak_comparison.hpp"
#include "reports/compare/policy.hpp"
#include "reports/judge/change.hpp"
#include "reports/judge/control.hpp"
#include "reports/judge/metric.hpp"
#include "reports/judge/pairing.hpp"
#include "reports/judge/row_comparison.hpp"
#include "reports/results/context_difference.hpp"
#include "reports/results/document.hpp"

namespace alertsage::reports {

inline constexpr double kDefaultLimit = 0.05;
inline constexpr double kDefaultAlpha = 0.02;
inline constexpr double kLeastAlpha = 1e-9;
inline constexpr double kMostAlpha = 0.5;

struct CompareOptions {
  // The limit; a smaller one needs more samples to be told from noise. Nothing: the policy's, or
  // that of the run of pairs (run_terms.hpp), or kDefaultLimit.
  std::optional<double> max_slowdown = {};
  // Chance that any row of a comparison is called wrongly. Nothing: that of the run of pairs, or
  // kDefaultAlpha.
  std::optional<double> alpha = {};
  // POSIX extended regular expression, searched for in names; that of the run of pairs holds too.
  std::string filter = {};
  std::vector<std::string> metrics = {};  // empty: those that the run of pairs names, or real_time
  Policy policy = {};
  bool u_test = false;             // p-values of compare.py beside each row; they change no verdict
  std::vector<Doubt> accept = {};  // that do not stop the verdict (fairness.hpp)
};

// The limit of rows and metrics that the policy gives none of their own: the flag's, the policy's,
// that of the run of pairs where there was one, kDefaultLimit.
double limit_by(const CompareOptions& options, std::optional<double> limit_of_run);

struct Comparison {
  CompareOptions options;
  double limit = kDefaultLimit;  // of rows and metrics that the policy gives none of their own
  double alpha = kDefaultAlpha;  // of all rows
  Design design = Design::unpaired;
  std::vector<Metric> metrics = {};  // that were compared
  double confidence = 0;             // of each row's interval: 1 - alpha / rows (Bonferroni); of
                                     // pairs of one run 95 %, at all looks at once
  std::size_t samples_needed = 0;    // on each side, or of pairs, for a verdict at that confidence

  std::vector<RowComparison> rows = {};  // by metric, and in the order of the base
  std::vector<std::string> only_in_base = {};
  std::vector<std::string> only_in_new = {};
  std::vector<NotCompared> not_compared = {};  // rows in both, but not in that metric
  std::vector<Note> skipped_in_both = {};      // of the new document; they change no verdict
  // Other rows that failed, were skipped, were cut off, or lost all samples for want of proof.
  std::vector<Note> unmeasured_in_base = {};
  std::vector<Note> unmeasured_in_new = {};
  std::vector<ContextDifference> environment = {};  // first: base, second: new
  std::optional<ControlComparison> control = {};    // of a run of pairs that has one
  bool same_program = false;                        // both sides say that they are the same
  bool crashed_in_new = false;                      // a run of it did, and none of the base
  std::string broken_off = {};  // how a run of pairs was: "interrupted", "failed"; printable
  bool same_samples = false;    // one is a copy of the other
  std::vector<Unfairness> unfairness = {};
  std::vector<std::string> cautions = {};  // what should be known and changes no verdict; printable
  LeakComparison leaks = {};

  std::size_t count(Change change) const;

  // Those of which nothing can be told; not those with too few samples where that is accepted.
  std::size_t undecided_rows() const;

  bool is_accepted(Doubt doubt) const;

  // Rows that changed for what is taken to be the better, where nothing says which way that is.
  std::size_t better_by_assumption() const;

  // The machine treated the sides of the pairs unequally.
  bool contaminated() const;

  // Whether a doubt that nobody accepted is of all rows.
  bool is_unfair() const;

  // Whether the policy ignores that row in all metrics that are compared.
  bool ignores(const std::string& row) const;

  // Of unmeasured_in_new: rows that failed, or that nobody knows of as the document ends early; not
  // those that its instrument skipped or dropped on purpose, or that the policy ignores.
  std::vector<Note> failures_in_new() const;
  bool new_is_incomplete() const { return !failures_in_new().empty(); }
  bool base_is_truncated() const;

  // Of rows. undecided: the comparison is none (the same samples, contaminated, unfair), whatever
  // the rows are; verdict_bad: one is worse; undecided: one may be worse by the limit, a run of
  // pairs was broken off or crashed in NEW alone, a document is incomplete, rows are missing, one
  // is better by assumption alone, or none was judged. good:
  // none of these, whatever is better. Where both sides are the same program no row may be worse,
  // and undecided ones do not count.
  ExitCode verdict_of_rows() const;

  // The gate: the worse of that and of the leak tests' verdict.
  ExitCode verdict() const;
};

// Rows are matched by displayed name, so that another number of repetitions is the same row.
// Throws Error: usage for a filter that is no regular expression; mismatch where both documents
// have rows and none in common, whatever leak tests they share, and where neither a row nor a leak
// test is in both, as that would pass everything; and where no row has a metric that was asked for.
Comparison compare(const Document& base, const Document& contender, const CompareOptions& options);

}  // namespace alertsage::reports

// The verdict on all rows of one run of pairs: the first batch calls, the second confirms.
//
// A row that is called slower or faster in the first batch has to be called so again in a second
// one, of fresh pairs that were run when the first was over: what recurs is the program's, and not
// that minute's. The first batch divides its chance of a false call by the rows it began with
// (Bonferroni), the second by those that were called. So a false alarm takes two false calls.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "reports/judge/pair_rule.hpp"

namespace alertsage::reports {

struct PairedRow {
  std::vector<double> first = {};   // log ratios of the first batch, in order
  std::vector<double> second = {};  // of the second
  double limit = 0.05;              // above 0
};

struct PairOptions {
  double alpha = 0.02;    // chance in each batch that any row is falsely called slower
  double miss = 0.01;     // chance that a row that is slower by its limit is passed
  std::size_t most = 60;  // pairs a batch, as pair_looks() has it
};

struct PairVerdict {
  Change change = Change::cannot_tell;

  std::size_t batch = 1;     // that `finding` is of: the last that the row has a look of
  PairFinding finding = {};  // its `change` may be a call that is not yet, or not, confirmed

  bool open = true;            // more pairs of `batch` may decide
  bool awaits_second = false;  // called in the first batch, and the second has not had a look yet
  bool did_not_recur = false;  // called in the first batch, and not in the second
};

// What judges a batch: the first with all rows, the second with those that were called.
PairRule batch_rule(std::size_t rows, const PairOptions& options);

// Of a row by its two batches. `second` is not looked at where the first has not called the row;
// its `pairs` are 0 where it has not had a look yet.
PairVerdict pair_verdict(const PairFinding& first, const PairFinding& second);

// One verdict a row, in their order. Deterministic. REQUIRES: !rows.empty().
std::vector<PairVerdict> judge_pairs(std::span<const PairedRow> rows, const PairOptions& options);

// The fewest pairs a batch, as pair_looks() has it, with which one of so many rows can be called.
std::size_t fewest_pairs_to_call(std::size_t rows, double alpha);

}  // namespace alertsage::reports

// One row in one metric, and the verdict on it.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "reports/judge/change.hpp"
#include "reports/judge/metric.hpp"
#include "reports/judge/pairing.hpp"
#include "reports/stats/ratio.hpp"

namespace alertsage::reports {

struct RowComparison {
  std::string name;  // as displayed in both documents
  Metric metric = {};
  double limit = 0;  // a change for the worse by this share is one: 0.05
  std::size_t base_samples = 0;
  std::size_t new_samples = 0;
  double base_median = 0;  // in the metric's unit
  double new_median = 0;
  Change change = Change::cannot_tell;  // slower: worse, in whatever metric

  // All samples of a side are equal, of a metric that is exact: compared as numbers, without
  // statistics, and any increase beyond the limit is worse. `ratio` has no interval then.
  bool exact = false;

  // Counts of which some are 0: `ratio`, `bound` and `smallest_visible` are of the values plus 1,
  // where the design has pairs in those that have a 0 (without_zero()).
  bool plus_one = false;

  // new / base, as all ratios here: where more is better, those below 1 are for the worse. Nothing
  // without two samples above zero in each.
  std::optional<Ratio> ratio = {};

  // With samples that scatter like these, a change for the worse by this factor would have shown.
  // Nothing without an interval.
  std::optional<double> smallest_visible = {};

  // Of the rank-sum test on all samples, whatever their pairs; it changes no verdict. Nothing where
  // nobody asked for it.
  std::optional<double> u_test_p = {};

  bool too_few_samples = false;  // for any verdict, of such a comparison

  // About how many samples a side, or pairs of files, would tell a change of the limit, where these
  // do not.
  std::optional<std::size_t> samples_to_tell = {};

  // Of paired designs.
  std::size_t pairs = 0;             // that the verdict rests on
  std::size_t batch = 0;             // and their batch; 0 where pairs are not of blocks
  bool open = false;                 // more pairs of it may decide
  bool awaits_second = false;        // called in the first batch, the second has not confirmed yet
  bool did_not_recur = false;        // called in the first batch, and not in the second
  std::optional<double> bound = {};  // of the change for the worse, at the rule's alpha
};

// A row that is in both documents, but cannot be compared in that metric.
enum class NotComparable {
  absent_in_base,  // it was measured in the new document alone
  absent_in_new,
  at_floor,  // peak memory of both sides is that of the launcher
  ignored,   // by the policy
};

struct NotCompared {
  std::string name;
  std::string metric;
  NotComparable reason = NotComparable::at_floor;

  bool operator==(const NotCompared&) const = default;
};

// A row in a metric, with what it is judged by.
struct RowSamples {
  RowComparison row;               // its name, metric and limit
  double limit_of_scatter = 0.05;  // where the metric is exact, but the samples are not equal
  std::vector<double> base = {};
  std::vector<double> contender = {};
  PairedBatches pairs = {};  // of files: the first alone
};

struct RowRule {
  Design design = Design::unpaired;
  double alpha = 0.02;            // for all rows together
  std::size_t more_rows = 0;      // that share alpha, as later samples may make them comparable
  std::size_t pairs_planned = 0;  // a batch; of paired_blocks
  bool u_test = false;            // its p-value too
};

struct JudgedRows {
  std::vector<RowComparison> rows = {};
  double confidence = 0;           // of each row's interval
  std::size_t samples_needed = 0;  // on each side, pairs of files, or pairs that a batch of blocks
                                   // has to plan, for a verdict at alpha
};

// One verdict each, in their order. Alpha is divided by all rows, exact or not: how many scatter is
// not known before the last sample, and a later look may not make calls of an earlier one harder.
// REQUIRES: no side is empty; limits are above 0, but that of an exact metric may be 0.
JudgedRows judge_rows(std::span<const RowSamples> samples, const RowRule& rule);

}  // namespace alertsage::reports

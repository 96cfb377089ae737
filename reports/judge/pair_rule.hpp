// Slower, faster or the same, from pairs of samples, with as few pairs as it takes.
//
// What is judged are log ratios, candidate / base, of pairs that met the same state of the machine
// and whose order within the pair was drawn at random. Where both are the same program and a coin
// decided each order, the sign of each ratio is a fair coin's, whatever the machine does meanwhile:
// neither drift nor correlation nor bursts can make the test wrong more often than it says. It is
// the sign test, looked at again and again (sequential_sign_test.hpp).
//
// This is one batch. That a change must recur in a second one, and over how many rows the chance of
// error is divided, is its caller's business (pair_verdict.hpp).
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "reports/judge/change.hpp"
#include "reports/stats/interval.hpp"
#include "reports/stats/sequential_sign_test.hpp"

namespace alertsage::reports {

// After how many pairs to look: 12, from which on no change can be told from a small one, and then
// in steps of a third, all even, up to `most`. REQUIRES: most >= kFewestPairs, even.
inline constexpr std::size_t kFewestPairs = 12;
inline constexpr std::size_t kMostPairs = 1000;  // that a run may plan
std::vector<std::size_t> pair_looks(std::size_t most);

// Of the interval that is shown, whatever alpha is: it holds at all looks at once.
inline constexpr double kPairIntervalConfidence = 0.95;

struct PairRuleOptions {
  double alpha = 0.02;  // chance that a row that has not changed is called slower; faster: as much
  double miss = 0.005;  // chance that one that is slower by the limit is passed
  std::size_t most = 60;  // pairs; even
};

// What pairs have shown so far.
struct PairFinding {
  // slower: a bound above 0 and a median of the limit or more; faster: the other way. same: bounds
  // within the limit; not_slower: the upper one. These are final, but for not_slower and
  // cannot_tell, which more pairs may change unless the batch is full.
  Change change = Change::cannot_tell;

  // Not decided, and there is a next look.
  bool open = true;

  std::size_t pairs = 0;             // in the look that decided, or the last; 0 before the first
  std::optional<Ratio> ratio = {};   // their median, with an interval that holds at all looks at
                                     // once with 95 %; nothing before the first look
  std::optional<double> bound = {};  // the lower bound at alpha, a ratio; nothing where none exists

  // The smallest slow-down, as a ratio, that such pairs would have shown in nine of ten runs, a
  // second batch included; nothing where they are too few to tell.
  std::optional<double> smallest_visible = {};
};

// Whether a plan of so many pairs could call a row slower: with too few of them for so small an
// alpha, none can. REQUIRES: as PairRule has it.
bool can_call(double alpha, std::size_t most);

// Immutable; all functions may be called from several threads.
class PairRule {
 public:
  // REQUIRES: 0 < alpha < 1, 0 < miss < 1, most as pair_looks() has it.
  explicit PairRule(const PairRuleOptions& options);

  // Judges the first pairs, look by look, and stops at the first look that decides; what comes
  // after it does not count. `limit` 0.05: as judge_change() has it. Values are finite.
  // REQUIRES: limit > 0.
  PairFinding judge(std::span<const double> log_ratios, double limit) const;

  // What each look shows for which there are pairs, as if none before it had decided.
  std::vector<PairFinding> looks(std::span<const double> log_ratios, double limit) const;

 private:
  // Ranks (from 1) of pairs, in from both tails, that lie as far from the truth as a change has to
  // lie from 0 for its bound to call it, and from the limit for its median.
  struct VisibleRanks {
    std::size_t by_bound;   // 0: such a plan finds none, or the pairs are too few to tell
    std::size_t by_median;  // 0: they are too few
  };

  struct Look {
    std::size_t pairs;
    std::size_t call_rank;      // of the bounds that call a change
    std::size_t pass_rank;      // of those that pass
    std::size_t interval_rank;  // of those that are shown
    VisibleRanks visible_here;  // by a plan that ends at this look
    VisibleRanks visible_at_end;
  };

  PairFinding judge_look(const Look& look, std::span<const double> log_ratios, double limit) const;

  std::vector<Look> looks_;
};

}  // namespace alertsage::reports

// Which of the two programs of a pair runs first.
//
// At random, so that the sign of a pair of two equal programs is a fair coin's, whatever the
// machine does meanwhile: that is all that the rule on pairs assumes. And each way equally often,
// so that what it costs to run second falls on both alike. Both at once is not to be had in full:
// in a block of n pairs that is balanced, coins know of each other, and where the machine slows
// every other run, the count of signs scatters by a factor of n / (n - 1) more than it should. In
// blocks of four that triples the false calls. In these there are up to a third more than with
// independent coins, and up to a fifth more than alpha says (exact, plans of 60 and 240 pairs, 1
// and 50 rows, machines that alternate); and they have to recur.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <vector>

#include "core/base/random.hpp"

namespace alertsage::gate {

enum class PairOrder { base_first, candidate_first };

inline constexpr std::size_t kBalancedPairs = 24;

// Block after block of kBalancedPairs, each with as many of one order as of the other; the last is
// cut where `count` ends. The same seed gives the same orders everywhere.
std::vector<PairOrder> pair_orders(std::size_t count, SplitMix64& random);

// The orders of a run's batches, drawn a batch at a time when they are first asked for. They depend
// on nothing but the seed.
class PairOrders {
 public:
  // `pairs`: of a batch, as planned; it may become more.
  PairOrders(std::uint64_t seed, std::size_t pairs) : seed_(seed), pairs_(pairs) {}

  PairOrder of(std::size_t batch, std::size_t block);

 private:
  std::uint64_t seed_;
  std::size_t pairs_;
  std::map<std::size_t, std::vector<PairOrder>> drawn_;  // by batch
};

}  // namespace alertsage::gate

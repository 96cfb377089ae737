// Which of the two programs of a pair runs first.
//
// A fair coin each time, and not half of them each way: only then is the sign of each pair of two
// equal programs a fair coin's, whatever the machine does meanwhile, which is all that the rule on
// pairs assumes. Had each step between two looks as many of one order as of the other, the coins
// would no longer be independent, and where the machine slows every second pair's second half, a
// row of 60 pairs would be called falsely three times as often as it says.
#pragma once

#include <cstddef>
#include <vector>

#include "core/base/random.hpp"

namespace alertsage::gate {

enum class PairOrder { base_first, candidate_first };

// The same seed gives the same orders everywhere; drawn in parts or at once, they are the same.
std::vector<PairOrder> pair_orders(std::size_t count, SplitMix64& random);

}  // namespace alertsage::gate

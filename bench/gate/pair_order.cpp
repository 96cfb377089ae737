#include "bench/gate/pair_order.hpp"

namespace alertsage::gate {

std::vector<PairOrder> pair_orders(std::size_t count, SplitMix64& random) {
  std::vector<PairOrder> orders(count);
  for (PairOrder& order : orders) {
    order = random.below(2) == 0 ? PairOrder::base_first : PairOrder::candidate_first;
  }
  return orders;
}

}  // namespace alertsage::gate

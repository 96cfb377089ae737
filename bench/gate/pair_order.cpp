#include "bench/gate/pair_order.hpp"

#include <array>
#include <span>

namespace alertsage::gate {

std::vector<PairOrder> pair_orders(std::size_t count, SplitMix64& random) {
  std::array<PairOrder, kBalancedPairs> block{};
  for (std::size_t i = 0; i < block.size(); ++i) {
    block[i] = i < block.size() / 2 ? PairOrder::base_first : PairOrder::candidate_first;
  }
  std::vector<PairOrder> orders;
  while (orders.size() < count) {
    shuffle(std::span<PairOrder>(block), random);
    orders.insert(orders.end(), block.begin(), block.end());
  }
  orders.resize(count);
  return orders;
}

}  // namespace alertsage::gate

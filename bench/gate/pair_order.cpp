#include "bench/gate/pair_order.hpp"

#include <algorithm>
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

PairOrder PairOrders::of(std::size_t batch, std::size_t block) {
  std::vector<PairOrder>& orders = drawn_[batch];
  if (orders.size() <= block) {
    SplitMix64 random = SplitMix64::of_item(seed_, batch);
    orders = pair_orders(std::max(pairs_, 2 * block), random);
  }
  return orders[block];
}

}  // namespace alertsage::gate

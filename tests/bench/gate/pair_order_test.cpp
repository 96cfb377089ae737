#define BOOST_TEST_MODULE bench_gate_order
#include "bench/gate/pair_order.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <cstdint>

namespace alertsage::gate {
namespace {

std::size_t base_first(const std::vector<PairOrder>& orders, std::size_t from, std::size_t to) {
  return static_cast<std::size_t>(std::count(orders.begin() + static_cast<std::ptrdiff_t>(from),
                                             orders.begin() + static_cast<std::ptrdiff_t>(to),
                                             PairOrder::base_first));
}

BOOST_AUTO_TEST_SUITE(pair_order)

BOOST_AUTO_TEST_CASE(the_seed_decides_the_orders) {
  SplitMix64 random(1);
  SplitMix64 again(1);
  const std::vector<PairOrder> orders = pair_orders(40, random);
  BOOST_TEST(orders.size() == 40U);
  BOOST_TEST((orders == pair_orders(40, again)));
  BOOST_TEST((orders != pair_orders(40, random)));
  BOOST_TEST(pair_orders(0, random).empty());
}

BOOST_AUTO_TEST_CASE(each_block_has_as_many_of_one_order_as_of_the_other) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    SplitMix64 random(seed);
    const std::vector<PairOrder> orders = pair_orders(10 * kBalancedPairs, random);
    for (std::size_t from = 0; from < orders.size(); from += kBalancedPairs) {
      BOOST_TEST(base_first(orders, from, from + kBalancedPairs) == kBalancedPairs / 2);
    }
  }
}

// Each place of a block has a coin of its own, fair, and any two of them agree in 11 of 23 draws.
BOOST_AUTO_TEST_CASE(within_a_block_orders_are_random) {
  constexpr int kDraws = 10'000;
  std::array<int, kBalancedPairs> first = {};
  std::array<int, kBalancedPairs> like_the_first = {};
  for (int draw = 0; draw < kDraws; ++draw) {
    SplitMix64 random = SplitMix64::of_item(2, static_cast<std::uint64_t>(draw));
    const std::vector<PairOrder> orders = pair_orders(kBalancedPairs, random);
    for (std::size_t i = 0; i < kBalancedPairs; ++i) {
      first.at(i) += orders[i] == PairOrder::base_first ? 1 : 0;
      like_the_first.at(i) += orders[i] == orders[0] ? 1 : 0;
    }
  }
  // Binomial: standard deviation 50.
  for (const int count : first) BOOST_TEST(std::abs(count - kDraws / 2) < 5 * 50);
  for (std::size_t i = 1; i < kBalancedPairs; ++i) {
    BOOST_TEST(std::abs(like_the_first.at(i) - kDraws * 11 / 23) < 5 * 50);
  }
}

BOOST_AUTO_TEST_CASE(each_batch_has_orders_of_its_own_however_they_are_asked_for) {
  PairOrders forwards(5, 60);
  PairOrders backwards(5, 60);
  PairOrders other(6, 60);
  std::vector<PairOrder> first;
  std::vector<PairOrder> second;
  std::vector<PairOrder> of_other;
  for (std::size_t block = 0; block < 90; ++block) {
    first.push_back(forwards.of(1, block));
    second.push_back(forwards.of(2, block));
    of_other.push_back(other.of(1, block));
  }
  BOOST_TEST((first != second));
  BOOST_TEST((first != of_other));
  for (std::size_t block = 60; block > 0; --block) {
    BOOST_TEST((backwards.of(2, block - 1) == second[block - 1]));
    BOOST_TEST((backwards.of(1, block - 1) == first[block - 1]));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::gate

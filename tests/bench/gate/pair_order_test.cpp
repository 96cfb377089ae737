#define BOOST_TEST_MODULE bench_gate_order
#include "bench/gate/pair_order.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>

namespace alertsage::gate {
namespace {

BOOST_AUTO_TEST_SUITE(pair_order)

BOOST_AUTO_TEST_CASE(the_seed_decides_the_orders_however_they_are_drawn) {
  SplitMix64 random(1);
  SplitMix64 again(1);
  const std::vector<PairOrder> orders = pair_orders(40, random);
  BOOST_TEST(orders.size() == 40U);
  std::vector<PairOrder> parts = pair_orders(12, again);
  for (const PairOrder order : pair_orders(28, again)) parts.push_back(order);
  BOOST_TEST((orders == parts));
  BOOST_TEST((orders != pair_orders(40, random)));
  BOOST_TEST(pair_orders(0, random).empty());
}

// Each of the 16 orders of four pairs is as likely as any other, balanced or not.
BOOST_AUTO_TEST_CASE(orders_are_independent_fair_coins) {
  constexpr int kDraws = 16'000;
  std::array<int, 16> seen = {};
  SplitMix64 random(2);
  for (int draw = 0; draw < kDraws; ++draw) {
    std::size_t which = 0;
    for (const PairOrder order : pair_orders(4, random)) {
      which = 2 * which + (order == PairOrder::candidate_first ? 1 : 0);
    }
    ++seen.at(which);
  }
  // Binomial: mean 1,000, standard deviation 31.
  for (const int count : seen) BOOST_TEST(std::abs(count - 1'000) < 5 * 31);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::gate

#define BOOST_TEST_MODULE bench_coldstart
#include "bench/coldstart/schedule.hpp"

#include <boost/test/unit_test.hpp>
#include <map>
#include <set>
#include <utility>

namespace alertsage::coldstart {
namespace {

std::vector<std::vector<std::size_t>> square(std::size_t rows, std::uint64_t seed) {
  Schedule schedule(rows, seed);
  std::vector<std::vector<std::size_t>> blocks;
  for (std::size_t i = 0; i < schedule.square_blocks(); ++i) {
    blocks.push_back(schedule.next_block());
  }
  return blocks;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(schedule)

BOOST_AUTO_TEST_CASE(each_block_is_one_turn_of_each_row) {
  for (std::size_t rows = 1; rows <= 12; ++rows) {
    Schedule schedule(rows, 7);
    for (int block = 0; block < 50; ++block) {
      const std::vector<std::size_t> order = schedule.next_block();
      const std::set<std::size_t> seen(order.begin(), order.end());
      BOOST_TEST(order.size() == rows);
      BOOST_TEST(seen.size() == rows);
      BOOST_TEST(*seen.rbegin() == rows - 1);
    }
  }
}

BOOST_AUTO_TEST_CASE(within_a_square_no_row_gains_by_its_place_or_its_neighbours) {
  for (std::size_t rows = 2; rows <= 12; ++rows) {
    const auto blocks = square(rows, 42);
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> places;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> neighbours;
    for (const auto& block : blocks) {
      for (std::size_t place = 0; place < rows; ++place) {
        ++places[{block[place], place}];
        if (place > 0) ++neighbours[{block[place - 1], block[place]}];
      }
    }
    BOOST_TEST(places.size() == rows * rows);
    BOOST_TEST(neighbours.size() == rows * (rows - 1));
    for (const auto& [row, times] : places) BOOST_TEST(times == blocks.size() / rows);
    for (const auto& [pair, times] : neighbours) BOOST_TEST(times == blocks.size() / rows);
  }
}

BOOST_AUTO_TEST_CASE(the_seed_decides_the_order) {
  BOOST_TEST((square(6, 1) == square(6, 1)));
  BOOST_TEST((square(6, 1) != square(6, 2)));
  Schedule schedule(6, 1);
  std::set<std::vector<std::size_t>> orders;
  for (int block = 0; block < 60; ++block) orders.insert(schedule.next_block());
  BOOST_TEST(orders.size() > 30U);  // squares differ from each other, too
}

BOOST_AUTO_TEST_CASE(an_order_that_is_given_is_kept_and_comes_again) {
  using Block = std::vector<std::size_t>;
  GivenSchedule one_state({{0, 1}, {1, 0}}, 1);
  for (const Block& block : {Block{0, 1}, Block{1, 0}, Block{0, 1}}) {
    BOOST_TEST(one_state.next_block() == block, boost::test_tools::per_element());
  }
  GivenSchedule two_states({{1, 0}}, 2);
  BOOST_TEST(two_states.next_block() == (Block{2, 3, 0, 1}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::coldstart

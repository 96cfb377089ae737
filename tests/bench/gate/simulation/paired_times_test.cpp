#include "bench/gate/simulation/paired_times.hpp"

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>

namespace alertsage::gate {
namespace {

BOOST_AUTO_TEST_SUITE(paired_times_suite)

// Of the same times each pair is one number or its opposite, and both come.
BOOST_AUTO_TEST_CASE(compares_neighbours_in_either_order) {
  const std::vector<double> times = {1, 3, 2, 7, 4};
  SplitMix64 random(1);
  std::array<int, 2> first_is_base = {};
  for (int draw = 0; draw < 1000; ++draw) {
    const std::vector<double> pairs = paired_times(times, {}, random);
    BOOST_REQUIRE(pairs.size() == 2U);
    BOOST_REQUIRE(std::abs(pairs[0]) == 2);
    BOOST_REQUIRE(std::abs(pairs[1]) == 5);
    for (std::size_t pair = 0; pair < 2; ++pair) first_is_base.at(pair) += pairs[pair] > 0;
  }
  for (const int count : first_is_base) BOOST_TEST(std::abs(count - 500) < 5 * 16);
}

BOOST_AUTO_TEST_CASE(slows_the_candidate_wherever_it_runs) {
  const std::vector<double> times(40, 0.5);
  SplitMix64 random(1);
  for (const double ratio : paired_times(times, {.log_effect = 0.1}, random)) {
    BOOST_TEST(ratio == 0.1, boost::test_tools::tolerance(1e-12));
  }
}

BOOST_AUTO_TEST_CASE(reads_both_from_the_clock_they_have) {
  const std::vector<double> times(40, std::log(1.04));
  SplitMix64 random(1);
  // 1.04 is read as 1.0, and 1.04 * 1.1 as 1.1.
  for (const double ratio :
       paired_times(times, {.log_effect = std::log(1.1), .tick = 0.1}, random)) {
    BOOST_TEST(ratio == std::log(1.1), boost::test_tools::tolerance(1e-12));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::gate

#include "bench/gate/simulation/machine.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

namespace alertsage::gate {
namespace {

double share_above(const std::vector<double>& values, double point) {
  const auto above =
      std::count_if(values.begin(), values.end(), [point](double value) { return value > point; });
  return static_cast<double>(above) / static_cast<double>(values.size());
}

double mean_square(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value * value;
  return sum / static_cast<double>(values.size());
}

BOOST_AUTO_TEST_SUITE(machine_suite)

BOOST_AUTO_TEST_CASE(draws_the_same_of_the_same_seed_and_nothing_twice) {
  for (const Machine& machine : machines()) {
    BOOST_TEST_CONTEXT(machine.name) {
      SplitMix64 random(3);
      SplitMix64 again(3);
      const std::vector<double> pairs = made_pairs(machine, 60, 0, random);
      BOOST_TEST(pairs.size() == 60U);
      BOOST_TEST((pairs == made_pairs(machine, 60, 0, again)));
      BOOST_TEST((pairs != made_pairs(machine, 60, 0, random)));
    }
  }
}

// That is all that the rule on pairs takes for granted. 20,000 signs: standard deviation 0.0035.
BOOST_AUTO_TEST_CASE(pairs_of_the_same_program_are_as_often_above_as_below) {
  for (const Machine& machine : machines()) {
    BOOST_TEST_CONTEXT(machine.name) {
      SplitMix64 random(4);
      const std::vector<double> pairs = made_pairs(machine, 20'000, 0, random);
      BOOST_TEST(std::abs(share_above(pairs, 0) + share_above(pairs, -1e-12) - 1) < 5 * 0.0071);
    }
  }
}

// The difference of two times of deviation 0.2 has 0.2 * sqrt(2 (1 - correlation)).
BOOST_AUTO_TEST_CASE(noise_has_the_deviation_and_correlation_it_is_told) {
  for (const double correlation : {0.0, 0.5, 0.8}) {
    SplitMix64 random(5);
    const Machine machine = {.deviation = 0.2, .correlation = correlation};
    const double expected = 0.04 * 2 * (1 - correlation);
    BOOST_TEST(mean_square(made_pairs(machine, 50'000, 0, random)) == expected,
               boost::test_tools::tolerance(0.03));
  }
}

BOOST_AUTO_TEST_CASE(disturbances_are_where_they_should_be) {
  SplitMix64 random(6);
  const auto largest = [&](const Machine& machine) {
    const std::vector<double> pairs = made_pairs(machine, 60, 0, random);
    return std::abs(*std::max_element(
        pairs.begin(), pairs.end(), [](double a, double b) { return std::abs(a) < std::abs(b); }));
  };
  const auto exactly = boost::test_tools::tolerance(1e-9);
  BOOST_TEST(largest({.deviation = 0, .slot_factor = 1.03}) == std::log(1.03), exactly);
  BOOST_TEST(largest({.deviation = 0, .drift_factor = 1.2}) == std::log(1.2) / 120, exactly);
  BOOST_TEST(largest({.deviation = 0, .step_factor = 1.3}) == 0);  // at 60 of 120 times
  BOOST_TEST(largest({.deviation = 0, .period = 4, .period_factor = 1.3}) == std::log(1.3),
             exactly);
  BOOST_TEST(largest({.deviation = 0, .neighbour_factor = 1.6}) == std::log(1.6), exactly);
  BOOST_TEST(largest({.deviation = 0, .burst_share = 0.5, .burst_factor = 3}) > std::log(3));
}

BOOST_AUTO_TEST_CASE(makes_pairs_as_wide_as_they_are_asked_for) {
  // Of independent normal noise it is the standard deviation.
  BOOST_TEST(pair_spread({.deviation = 0.1}, 60, 1000, 7) == 0.1 * std::sqrt(2.0),
             boost::test_tools::tolerance(0.03));
  for (const double spread : {0.01, 0.4}) {
    const Machine machine = with_pair_spread({.burst_share = 0.1, .burst_factor = 3}, spread, 60);
    BOOST_TEST(pair_spread(machine, 60, 1000, 8) == spread, boost::test_tools::tolerance(0.05));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::gate

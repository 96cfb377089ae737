#include "reports/stats/autocorrelation.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

#include "leaktest/simulation/made_series.hpp"
#include "reports/stats/trend.hpp"

namespace alertsage::reports {
namespace {

using leaktest::leaking;
using leaktest::made;

double mean_correlation(double truth, std::size_t points, int series) {
  leaktest::Random random(12);
  double sum = 0;
  for (int i = 0; i < series; ++i) {
    const auto values = leaking(random, points, 300, {.deviation = 1000, .correlation = truth});
    const double slope = median_slope(*Sample::make(values));
    sum += neighbour_correlation(residuals_of(values, slope), points);
  }
  return sum / series;
}

BOOST_AUTO_TEST_SUITE(autocorrelation)

// By hand: off the line are 1 and -1 in turn: r = -7 / 8, (8 r + 2) / 4 = -1.25, cut to -1; of
// 1 1 -1 -1 1 1 -1 -1 r is 1 / 8: (1 + 2) / 4.
BOOST_AUTO_TEST_CASE(correlates_neighbours_as_by_hand) {
  BOOST_TEST(neighbour_correlation(std::vector<double>{1, -1, 1, -1, 1, -1, 1, -1}, 8) == -1);
  BOOST_TEST(neighbour_correlation(std::vector<double>{1, 1, -1, -1, 1, 1, -1, -1}, 8) == 0.75);
  BOOST_TEST(neighbour_correlation(std::vector<double>(8, 0.0), 8) == 0);
  BOOST_TEST(neighbour_correlation(std::vector<double>{1, 1, -1, -1, 0}, 5) == 0);
}

BOOST_AUTO_TEST_CASE(leaves_no_line_and_no_level) {
  const auto values = made(9, [](std::size_t i) { return 7 + 3.0 * double(i); });
  for (const double residual : residuals_of(values, 3)) BOOST_TEST(std::abs(residual) < 1e-12);
  const auto flat = residuals_of(values, 0);
  BOOST_TEST(flat.front() == -12);
  BOOST_TEST(flat.back() == 12);
}

// Without the correction they come out at -0.05, 0.39 and 0.66.
BOOST_AUTO_TEST_CASE(puts_back_what_the_fitted_line_hides) {
  for (const double truth : {0.0, 0.5, 0.8}) {
    BOOST_TEST(std::abs(mean_correlation(truth, 37, 2'000) - truth) < 0.07);
  }
}

BOOST_AUTO_TEST_CASE(widens_by_what_the_correlation_costs_and_not_for_chance) {
  const std::vector<double> turns = {1, -1, 1, -1, 1, -1, 1, -1};
  BOOST_TEST(variance_inflation(turns, turns.size()).taken == 1);
  BOOST_TEST(variance_inflation(turns, 5).at_most == 1);

  leaktest::Random random(2);
  int widened_white = 0;
  for (int i = 0; i < 1'000; ++i) {
    const auto white = residuals_of(leaking(random, 150, 0, {.deviation = 1}), 0);
    const auto wandering =
        residuals_of(leaking(random, 150, 0, {.deviation = 1, .correlation = 0.8}), 0);
    widened_white += variance_inflation(white, 150).taken > 1;
    const VarianceInflation inflation = variance_inflation(wandering, 150);
    BOOST_TEST(inflation.taken > 3.5);  // the truth is (1 + 0.8) / (1 - 0.8) = 9
    BOOST_TEST(inflation.taken <= 39.001);
    BOOST_TEST(inflation.at_most >= inflation.taken);
  }
  BOOST_TEST(widened_white < 300);  // one in five, by chance
  BOOST_TEST(widened_white > 150);
}

BOOST_AUTO_TEST_CASE(knows_what_all_but_never_falls) {
  BOOST_TEST(all_but_never_falls(std::vector<double>{1, 2, 2, 5}));
  BOOST_TEST(all_but_never_falls(std::vector<double>{3, 3, 3}));
  BOOST_TEST(all_but_never_falls(std::vector<double>{0, 10, 9, 9}));
  BOOST_TEST(!all_but_never_falls(std::vector<double>{0, 10, 8, 9}));
  BOOST_TEST(!all_but_never_falls(std::vector<double>{3, 2, 1}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

#define BOOST_TEST_MODULE reports_stats
#include "reports/stats/sample.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>
#include <vector>

namespace alertsage::reports {
namespace {

BOOST_AUTO_TEST_SUITE(sample)

BOOST_AUTO_TEST_CASE(cannot_be_made_of_fewer_than_two_points) {
  BOOST_TEST(!Sample::make({}));
  BOOST_TEST(!Sample::make(std::vector{1.0}));
  BOOST_TEST(Sample::make(std::vector{1.0, 1.0}).has_value());
}

BOOST_AUTO_TEST_CASE(cannot_be_made_of_points_that_are_not_finite) {
  using Limits = std::numeric_limits<double>;
  for (const double bad : {Limits::quiet_NaN(), Limits::infinity(), -Limits::infinity()}) {
    BOOST_TEST(!Sample::make(std::vector{1.0, bad, 2.0}));
  }
  BOOST_TEST(Sample::make(std::vector{Limits::max(), Limits::lowest()}).has_value());
}

BOOST_AUTO_TEST_CASE(keeps_the_order_of_measurement_beside_the_sorted_copy) {
  const std::vector<double> measured = {3, 1, 2};
  const Sample sample = *Sample::make(measured);
  BOOST_TEST(sample.values() == measured, boost::test_tools::per_element());
  BOOST_TEST(sample.sorted() == (std::vector<double>{1, 2, 3}), boost::test_tools::per_element());
  BOOST_TEST(sample.min() == 1);
  BOOST_TEST(sample.max() == 3);
}

BOOST_AUTO_TEST_CASE(takes_the_mean_of_the_two_in_the_middle_for_an_even_number) {
  BOOST_TEST(Sample::make(std::vector<double>{9, 1, 5})->median() == 5);
  BOOST_TEST(Sample::make(std::vector<double>{9, 1, 5, 6})->median() == 5.5);
  BOOST_TEST(Sample::make(std::vector<double>{7, 7})->median() == 7);
}

// numpy.quantile([15, 20, 35, 40, 50], p), NumPy 1.24.
BOOST_AUTO_TEST_CASE(gives_the_quantiles_that_numpy_gives) {
  const Sample sample = *Sample::make(std::vector<double>{35, 15, 50, 20, 40});
  const struct {
    double probability;
    double quantile;
  } rows[] = {{0, 15}, {0.05, 16}, {0.25, 20}, {0.4, 29}, {0.75, 40}, {0.99, 49.6}, {1, 50}};
  for (const auto& row : rows) {
    BOOST_TEST(sample.quantile(row.probability) == row.quantile,
               boost::test_tools::tolerance(1e-12));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

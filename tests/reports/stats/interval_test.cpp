#include "reports/stats/interval.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

namespace alertsage::reports {
namespace {

// 1, 2, …, n: the value of an order statistic is its rank.
Sample ranks(std::size_t n) {
  std::vector<double> values(n);
  std::iota(values.begin(), values.end(), 1);
  return *Sample::make(values);
}

BOOST_AUTO_TEST_SUITE(interval)

// K. R. Nair, "Table of confidence interval for the median in samples from any continuous
// population" (Sankhya 4, 1940); coverages from the binomial distribution.
BOOST_AUTO_TEST_CASE(takes_the_order_statistics_of_the_published_tables) {
  const struct {
    std::size_t n;
    double confidence;
    double low_rank;
    double high_rank;
    double coverage;
  } rows[] = {
      {6, 0.95, 1, 6, 0.96875},       {10, 0.95, 2, 9, 0.978515625},
      {10, 0.99, 1, 10, 0.998046875}, {20, 0.95, 6, 15, 0.9586105346679688},
      {30, 0.95, 10, 21, 0.95722605}, {30, 0.99, 8, 23, 0.99477712},
      {50, 0.95, 18, 33, 0.96716086}, {100, 0.95, 40, 61, 0.96479980},
  };
  for (const auto& row : rows) {
    const auto interval = median_interval(ranks(row.n), row.confidence);
    BOOST_REQUIRE(interval.has_value());
    BOOST_TEST(interval->low == row.low_rank);
    BOOST_TEST(interval->high == row.high_rank);
    BOOST_TEST(interval->coverage == row.coverage, boost::test_tools::tolerance(1e-7));
  }
}

BOOST_AUTO_TEST_CASE(gives_nothing_where_the_samples_are_too_few) {
  BOOST_TEST(!median_interval(ranks(5), 0.95));
  BOOST_TEST(!median_interval(ranks(7), 0.99));
  BOOST_TEST(median_interval(ranks(8), 0.99).has_value());
  BOOST_TEST(median_interval(ranks(2), 0.5).has_value());
}

BOOST_AUTO_TEST_CASE(takes_a_coverage_that_equals_the_confidence) {
  const auto interval = median_interval(ranks(6), 0.96875);
  BOOST_REQUIRE(interval.has_value());
  BOOST_TEST(interval->coverage == 0.96875);
}

BOOST_AUTO_TEST_CASE(says_how_many_samples_a_confidence_needs) {
  for (const double confidence : {0.4, 0.5, 0.8, 0.95, 0.99, 0.999, 0.9995, 0.999999}) {
    const std::size_t needed = samples_needed(confidence);
    BOOST_TEST(median_interval(ranks(needed), confidence).has_value());
    if (needed > 2) BOOST_TEST(!median_interval(ranks(needed - 1), confidence));
  }
  BOOST_TEST(samples_needed(0.95) == 6U);
}

BOOST_AUTO_TEST_CASE(is_the_narrowest_whose_coverage_suffices) {
  for (std::size_t n = 6; n <= 200; ++n) {
    const auto interval = median_interval(ranks(n), 0.95);
    BOOST_TEST_REQUIRE(interval->coverage >= 0.95);
    BOOST_TEST_REQUIRE(interval->low + interval->high == static_cast<double>(n) + 1);
    const auto narrower = median_interval(ranks(n), interval->coverage + 1e-9);
    if (narrower) BOOST_TEST_REQUIRE(narrower->low < interval->low);
  }
}

// The interval does not know the distribution. On a skewed one, the share of series whose interval
// encloses the true median has to be the stated coverage.
BOOST_AUTO_TEST_CASE(covers_the_median_of_a_skewed_distribution_as_often_as_it_says) {
  std::mt19937_64 random(20240601);
  std::lognormal_distribution<double> distribution(0, 1.5);  // median 1
  for (const std::size_t n : {6U, 10U, 31U}) {
    constexpr int kSeries = 10'000;
    int covered = 0;
    double coverage = 0;
    for (int series = 0; series < kSeries; ++series) {
      std::vector<double> values(n);
      for (double& value : values) value = distribution(random);
      const auto interval = median_interval(*Sample::make(values), 0.95);
      covered += interval->low <= 1 && 1 <= interval->high;
      coverage = interval->coverage;
    }
    const double error = std::sqrt(coverage * (1 - coverage) / kSeries);
    BOOST_TEST(std::abs(covered / double{kSeries} - coverage) < 4 * error);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

#include "reports/stats/trend.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include "reports/stats/kendall.hpp"

namespace alertsage::reports {
namespace {

using Values = std::vector<double>;

Sample rising(std::size_t n) {
  Values values(n);
  std::iota(values.begin(), values.end(), 1);
  return *Sample::make(values);
}

std::int64_t score_of(const Values& values) {
  std::int64_t score = 0;
  for (std::size_t j = 1; j < values.size(); ++j) {
    for (std::size_t i = 0; i < j; ++i) {
      score += values[j] > values[i] ? 1 : values[j] < values[i] ? -1 : 0;
    }
  }
  return score;
}

BOOST_AUTO_TEST_SUITE(trend)

// M. G. Kendall, "Rank Correlation Methods", appendix table 1; the fractions by counting.
BOOST_AUTO_TEST_CASE(has_kendalls_published_tail_probabilities) {
  const struct {
    std::size_t n;
    std::int64_t score;
    double tail;
  } rows[] = {
      {4, 6, 1 / 24.0},
      {4, 4, 4 / 24.0},
      {5, 8, 5 / 120.0},
      {8, 16, 1230 / 40320.0},
      {10, 21, 131635 / 3628800.0},
      {10, 25, 51909 / 3628800.0},
  };
  for (const auto& row : rows) {
    const KendallDistribution distribution(rising(row.n));
    BOOST_TEST(distribution.upper_tail(row.score) == row.tail, boost::test_tools::tolerance(1e-12));
  }
}

BOOST_AUTO_TEST_CASE(counts_all_orders_of_seven_points) {
  Values order(7);
  std::iota(order.begin(), order.end(), 0);
  std::vector<int> orders_with_score(43);  // score + 21
  do {
    ++orders_with_score[static_cast<std::size_t>(score_of(order) + 21)];
  } while (std::next_permutation(order.begin(), order.end()));

  const KendallDistribution distribution(rising(7));
  for (std::int64_t score = -21; score <= 21; score += 2) {
    const auto from = orders_with_score.begin() + (score + 21);
    const double tail = std::accumulate(from, orders_with_score.end(), 0) / 5040.0;
    BOOST_TEST(distribution.upper_tail(score) == tail, boost::test_tools::tolerance(1e-12));
  }
  BOOST_TEST(distribution.upper_tail(22) == 0);
  BOOST_TEST(distribution.upper_tail(-22) == 1);
}

BOOST_AUTO_TEST_CASE(goes_over_to_the_normal_approximation_without_a_jump) {
  const auto tail = [](std::size_t n, double z) {
    const auto points = static_cast<double>(n);
    const double deviation = std::sqrt(points * (points - 1) * (2 * points + 5) / 18);
    return KendallDistribution(rising(n)).upper_tail(static_cast<std::int64_t>(z * deviation));
  };
  for (const double z : {0.0, 0.5, 1.0, 2.0, 2.6}) {
    BOOST_TEST(tail(kExactKendallPoints, z) == tail(kExactKendallPoints + 1, z),
               boost::test_tools::tolerance(0.1));
  }
}

// scipy.stats.kendalltau(method='exact', alternative='greater'), SciPy 1.10.
BOOST_AUTO_TEST_CASE(tests_a_series_without_ties_exactly) {
  const auto result =
      mann_kendall(*Sample::make(Values{3, 1, 4, 1.5, 5, 9, 2, 6, 5.5, 3.5, 8, 9.7}));
  BOOST_TEST(result.score == 34);
  BOOST_TEST(result.p_rising == 0.010490175815696648, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(result.p_falling > 0.98);
}

// By hand: S = 79; (15 * 14 * 35 - the groups' t (t - 1) (2 t + 5)) / 18 = 394.33; z = 78 / 19.858.
BOOST_AUTO_TEST_CASE(corrects_the_variance_for_ties) {
  const Values tied = {1, 1, 2, 2, 2, 3, 1, 4, 4, 5, 3, 5, 6, 6, 6};
  const auto result = mann_kendall(*Sample::make(tied));
  BOOST_TEST(result.score == 79);
  BOOST_TEST(result.p_rising == 4.284149005455224e-05, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(result.p_falling > 0.9999);
}

BOOST_AUTO_TEST_CASE(finds_no_trend_in_a_constant_series) {
  const Sample constant = *Sample::make(Values(40, 7.0));
  const auto result = mann_kendall(constant);
  BOOST_TEST(result.score == 0);
  BOOST_TEST(result.p_rising == 1);
  BOOST_TEST(result.p_falling == 1);
  const auto slope = theil_sen(constant, 0.99);
  BOOST_TEST(slope.per_step == 0);
  BOOST_TEST((slope.interval == Interval{0, 0, 1}));
}

BOOST_AUTO_TEST_CASE(rejects_a_random_order_as_often_as_its_p_says) {
  std::mt19937_64 random(3);
  constexpr int kSeries = 5'000;
  for (const std::size_t n : {std::size_t{12}, std::size_t{70}}) {
    Values values(n);
    std::iota(values.begin(), values.end(), 0);
    int rejected = 0;
    for (int series = 0; series < kSeries; ++series) {
      std::shuffle(values.begin(), values.end(), random);
      rejected += mann_kendall(*Sample::make(values)).p_rising <= 0.05;
    }
    BOOST_TEST(rejected <= 0.05 * kSeries + 4 * std::sqrt(0.05 * 0.95 * kSeries));
    BOOST_TEST(rejected >= 0.04 * kSeries - 4 * std::sqrt(0.05 * 0.95 * kSeries));
  }
}

// By hand. Of the fifteen slopes the interval at 95 % leaves out the outermost: P(S >= 13) is 6 /
// 720 on each side, P(S >= 11) would be 20 / 720.
BOOST_AUTO_TEST_CASE(takes_the_second_slope_from_each_end_of_six_points) {
  const auto slope = theil_sen(*Sample::make(Values{1, 2, 4, 3, 6, 8}), 0.95);
  // -1, 1/2, 2/3, 1, 1, 5/4, 4/3, 4/3, 7/5, 3/2, 3/2, 2, 2, 5/2, 3
  BOOST_TEST(slope.per_step == 4.0 / 3);
  BOOST_REQUIRE(slope.interval.has_value());
  BOOST_TEST(slope.interval->low == 0.5);
  BOOST_TEST(slope.interval->high == 2.5);
  BOOST_TEST(slope.interval->coverage == 1 - 12 / 720.0, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(gives_no_interval_of_five_points_at_99_percent) {
  BOOST_TEST(!theil_sen(rising(5), 0.99).interval);
  BOOST_TEST(theil_sen(rising(6), 0.99).interval.has_value());
}

// scipy.stats.theilslopes(alpha=0.95), SciPy 1.10: the normal approximation with ties.
BOOST_AUTO_TEST_CASE(agrees_with_scipy_on_a_series_with_ties) {
  const Values tied = {1, 1, 2, 2, 2, 3, 1, 4, 4, 5, 3, 5, 6, 6, 6};
  const auto slope = theil_sen(*Sample::make(tied), 0.95);
  BOOST_TEST(slope.per_step == 0.4, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(slope.interval->low == 1 / 3.0, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(slope.interval->high == 0.5, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(is_moved_by_scale_and_line_and_by_nothing_else) {
  std::mt19937_64 random(5);
  std::normal_distribution<double> noise;
  Values values(25);
  for (double& value : values) value = noise(random);
  Values moved = values;
  for (std::size_t i = 0; i < moved.size(); ++i)
    moved[i] = 8 * moved[i] + 3 * static_cast<double>(i);

  const auto before = theil_sen(*Sample::make(values), 0.95);
  const auto after = theil_sen(*Sample::make(moved), 0.95);
  BOOST_TEST(after.per_step == 8 * before.per_step + 3, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(after.interval->low == 8 * before.interval->low + 3,
             boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(encloses_the_true_slope_as_often_as_it_says) {
  std::mt19937_64 random(17);
  std::cauchy_distribution<double> heavy_tails(0, 1);
  constexpr int kSeries = 3'000;
  for (const std::size_t n : {std::size_t{10}, std::size_t{37}, std::size_t{65}}) {
    int enclosed = 0;
    double coverage = 0;
    for (int series = 0; series < kSeries; ++series) {
      Values values(n);
      for (std::size_t i = 0; i < n; ++i)
        values[i] = 0.7 * static_cast<double>(i) + heavy_tails(random);
      const auto interval = *theil_sen(*Sample::make(values), 0.95).interval;
      enclosed += interval.low <= 0.7 && 0.7 <= interval.high;
      coverage = interval.coverage;
    }
    const double error = std::sqrt(coverage * (1 - coverage) / kSeries);
    BOOST_TEST(coverage >= 0.95);
    BOOST_TEST(std::abs(enclosed / double{kSeries} - coverage) < 4 * error);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

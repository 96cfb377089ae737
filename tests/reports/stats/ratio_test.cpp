#include "reports/stats/ratio.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <random>
#include <utility>
#include <vector>

namespace alertsage::reports {
namespace {

using Values = std::vector<double>;

Values times(const Values& values, double factor) {
  Values scaled = values;
  for (double& value : scaled) value *= factor;
  return scaled;
}

Values skewed(std::mt19937_64& random, std::size_t n, double median) {
  std::lognormal_distribution<double> distribution(std::log(median), 0.4);
  Values values(n);
  for (double& value : values) value = distribution(random);
  return values;
}

BOOST_AUTO_TEST_SUITE(ratio)

BOOST_AUTO_TEST_CASE(is_exact_for_pairs_that_differ_by_one_factor) {
  const Values base = {1, 50, 3, 700, 2, 9, 4, 11};
  const auto ratio = paired_ratio(base, times(base, 1.25), 0.95);
  BOOST_REQUIRE(ratio.has_value());
  BOOST_REQUIRE(ratio->interval.has_value());
  BOOST_TEST(ratio->estimate == 1.25, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(ratio->interval->low == 1.25, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(ratio->interval->high == 1.25, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(takes_the_sign_test_interval_of_the_log_ratios) {
  const Values base(10, 1);
  const Values contender = {1.1, 1.9, 1.3, 1.7, 1.5, 1.4, 1.6, 1.2, 1.8, 2.0};
  const auto ratio = paired_ratio(base, contender, 0.95);
  BOOST_TEST(ratio->interval->low == 1.2, boost::test_tools::tolerance(1e-12));   // x(2)
  BOOST_TEST(ratio->interval->high == 1.9, boost::test_tools::tolerance(1e-12));  // x(9)
  BOOST_TEST(ratio->interval->coverage == 0.978515625);
  BOOST_TEST(ratio->estimate == std::sqrt(1.5 * 1.6), boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(refuses_pairs_that_are_none) {
  BOOST_TEST(!paired_ratio(Values{1, 2, 3}, Values{1, 2}, 0.95));
  BOOST_TEST(!paired_ratio(Values{1}, Values{1}, 0.95));
  BOOST_TEST(!paired_ratio(Values{1, 0, 3}, Values{1, 2, 3}, 0.95));
  BOOST_TEST(!paired_ratio(Values{1, 2, 3}, Values{1, -2, 3}, 0.95));
  BOOST_TEST(!paired_ratio(Values{1, 2, 3}, Values{1, NAN, 3}, 0.95));
  BOOST_TEST(!paired_ratio(Values{1, 2, 3}, Values{1, INFINITY, 3}, 0.95));
}

BOOST_AUTO_TEST_CASE(gives_an_estimate_without_interval_for_few_samples) {
  const auto pairs = paired_ratio(Values{1, 1, 1}, Values{2, 2, 2}, 0.95);
  BOOST_TEST(pairs->estimate == 2, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(!pairs->interval);
  const auto runs =
      unpaired_ratio(*Sample::make(Values{1, 1, 1}), *Sample::make(Values{2, 2}), 0.95);
  BOOST_TEST(runs->estimate == 2);
  BOOST_TEST(!runs->interval);
}

BOOST_AUTO_TEST_CASE(divides_opposite_ends_of_the_two_medians_intervals) {
  // At 95 % each side gets 97.5 %: of nine samples the smallest and the largest (99.6 %), though
  // the second from each end (96.1 %) would do for one median at 95 %.
  const Sample base = *Sample::make(Values{10, 11, 12, 13, 14, 15, 16, 17, 18});
  const Sample contender = *Sample::make(Values{20, 22, 24, 26, 28, 30, 32, 34, 36});
  const auto ratio = unpaired_ratio(base, contender, 0.95);
  BOOST_TEST(ratio->estimate == 2);
  BOOST_TEST(ratio->interval->low == 20.0 / 18);
  BOOST_TEST(ratio->interval->high == 36.0 / 10);
  BOOST_TEST(ratio->interval->coverage == 1 - 2 * 0.00390625);
}

BOOST_AUTO_TEST_CASE(needs_times_above_zero) {
  const Sample zero = *Sample::make(Values{0, 1, 2});
  const Sample fine = *Sample::make(Values{1, 2, 3});
  BOOST_TEST(!unpaired_ratio(zero, fine, 0.95));
  BOOST_TEST(!unpaired_ratio(fine, zero, 0.95));
}

BOOST_AUTO_TEST_CASE(encloses_the_true_ratio_of_separate_runs_at_least_as_often_as_it_says) {
  std::mt19937_64 random(7);
  constexpr int kTrials = 4'000;
  constexpr double kTruth = 1.1;
  for (const auto& [n, m] : {std::pair{10U, 30U}, std::pair{30U, 30U}}) {
    int enclosed = 0;
    for (int trial = 0; trial < kTrials; ++trial) {
      const auto ratio = unpaired_ratio(*Sample::make(skewed(random, n, 5)),
                                        *Sample::make(skewed(random, m, 5 * kTruth)), 0.95);
      enclosed += ratio->interval->low <= kTruth && kTruth <= ratio->interval->high;
    }
    BOOST_TEST(enclosed >= kTrials * 95 / 100);
  }
}

// What pairing is for: the machine drifts over the run by far more than the two things differ.
BOOST_AUTO_TEST_CASE(sees_through_a_drift_that_both_of_a_pair_meet) {
  std::mt19937_64 random(11);
  std::normal_distribution<double> noise(0, 0.02);
  Values base;
  Values contender;
  for (int i = 0; i < 60; ++i) {
    const double machine = 1 + i / 20.0;
    base.push_back(machine * std::exp(noise(random)));
    contender.push_back(1.05 * machine * std::exp(noise(random)));
  }
  const auto paired = paired_ratio(base, contender, 0.95);
  BOOST_TEST(paired->interval->low > 1.03);
  BOOST_TEST(paired->interval->high < 1.07);
  const auto unpaired = unpaired_ratio(*Sample::make(base), *Sample::make(contender), 0.95);
  BOOST_TEST(unpaired->interval->low < 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

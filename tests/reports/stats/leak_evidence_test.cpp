#include "reports/stats/leak_evidence.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

#include "leaktest/simulation/made_series.hpp"

namespace alertsage::reports {
namespace {

using leaktest::leaking;
using leaktest::made;

BOOST_AUTO_TEST_SUITE(leak_evidence)

BOOST_AUTO_TEST_CASE(counts_steps_and_stands) {
  const Steps steps = steps_of(std::vector<double>{5, 5, 5, 5, 6, 6, 7, 7, 7, 6, 8, 8});
  BOOST_TEST(steps.count == 11U);
  BOOST_TEST(steps.rises == 3U);
  BOOST_TEST(steps.falls == 1U);
  BOOST_TEST(steps.still_within == 2U);  // the stand before the first change is no part of growth
  BOOST_TEST(steps.still_at_end == 1U);
  BOOST_TEST(steps_of(std::vector<double>{1, 1}).still_at_end == 1U);
}

BOOST_AUTO_TEST_CASE(knows_growth_that_has_stopped) {
  const auto stopped = [](std::size_t within, std::size_t at_end) {
    return Steps{.still_at_end = at_end, .still_within = within}.has_stopped();
  };
  BOOST_TEST(!stopped(0, 1));
  BOOST_TEST(stopped(0, 2));
  BOOST_TEST(!stopped(2, 4));
  BOOST_TEST(stopped(2, 5));
}

// Of the orders of four steps one in 24 falls throughout.
BOOST_AUTO_TEST_CASE(knows_steps_that_shrink) {
  BOOST_TEST(p_shrinking(std::vector<double>{0, 9, 15, 18, 20}) == 1 / 24.0,
             boost::test_tools::tolerance(1e-12));
  BOOST_TEST(p_shrinking(std::vector<double>{0, 2, 5, 11, 20}) == 1);
  BOOST_TEST(p_shrinking(std::vector<double>{0, 2, 4, 6, 8}) == 1);
}

BOOST_AUTO_TEST_CASE(gives_each_half_its_own_slope) {
  const auto bent = made(21, [](std::size_t i) { return i < 10 ? 3 * double(i) : 30 + double(i); });
  const Evidence evidence = evidence_of(*Sample::make(bent), 0.99);
  BOOST_TEST(evidence.inflation.taken == 1);
  BOOST_TEST(evidence.first.slope == 3);
  BOOST_TEST(evidence.second.slope == 1);
  BOOST_TEST(evidence.first.error == 0);
  BOOST_TEST(evidence.slows());
  BOOST_TEST(evidence.first.p_rising < 1e-6);  // 1 of 10!
  BOOST_TEST(evidence.first.p_rising > 1e-7);
}

BOOST_AUTO_TEST_CASE(seldom_takes_chance_for_growth_that_slows_down) {
  leaktest::Random random(23);
  int slow = 0;
  for (int series = 0; series < 1'000; ++series) {
    slow += evidence_of(*Sample::make(leaking(random, 75, 500, {.deviation = 1000})), 0.99).slows();
  }
  BOOST_TEST(slow <= 60);
  BOOST_TEST(slow >= 5);
}

// scipy.stats.norm.ppf(0.995).
BOOST_AUTO_TEST_CASE(knows_the_normal_distribution) {
  BOOST_TEST(errors_at(0.99) == 2.5758293035489004, boost::test_tools::tolerance(1e-12));
}

// At AR(1) of 0.8 a plain test at 1 % is fooled in every fourth series.
BOOST_AUTO_TEST_CASE(is_not_fooled_by_noise_that_wanders) {
  leaktest::Random random(21);
  int plain = 0;
  int fooled = 0;
  for (int series = 0; series < 1'000; ++series) {
    const Sample sample =
        *Sample::make(leaking(random, 37, 0, {.deviation = 1000, .correlation = 0.8}));
    plain += mann_kendall(sample).p_rising <= 0.01;
    fooled += evidence_of(sample, 0.99).whole.p_rising <= 0.01;
  }
  BOOST_TEST(plain > 150);
  BOOST_TEST(fooled <= 40);
}

// However much it is widened: the score of a rank test would have a highest value.
BOOST_AUTO_TEST_CASE(still_sees_a_large_leak_in_noise_that_wanders) {
  leaktest::Random random(22);
  int seen = 0;
  for (int series = 0; series < 200; ++series) {
    const Sample sample =
        *Sample::make(leaking(random, 75, 1500, {.deviation = 4000, .correlation = 0.8}));
    seen += evidence_of(sample, 0.99).whole.p_rising <= 0.005;
  }
  BOOST_TEST(seen >= 195);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

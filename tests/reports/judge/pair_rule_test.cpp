#include "reports/judge/pair_rule.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <vector>

namespace alertsage::reports {
namespace {

const std::vector<double> kNone;

// `count` log ratios, spread evenly over middle - width to middle + width, in a shuffled order.
std::vector<double> spread(std::size_t count, double middle, double width) {
  std::vector<double> values;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t place = i * 7 % count;  // 7 divides none of the counts used here
    const double position = (static_cast<double>(place) + 0.5) / static_cast<double>(count);
    values.push_back(middle + width * (2 * position - 1));
  }
  return values;
}

BOOST_AUTO_TEST_SUITE(pair_rule)

BOOST_AUTO_TEST_CASE(looks_first_at_twelve_pairs_and_then_in_steps_of_a_third) {
  const std::vector<std::size_t> expected = {12, 16, 20, 26, 34, 44, 60};
  BOOST_TEST(pair_looks(60) == expected, boost::test_tools::per_element());
  BOOST_TEST(pair_looks(12) == std::vector<std::size_t>{12}, boost::test_tools::per_element());
  for (const std::size_t most : {14U, 100U, 240U, 400U, 1000U}) {
    const std::vector<std::size_t> looks = pair_looks(most);
    BOOST_TEST(looks.back() == most);
    for (std::size_t i = 1; i < looks.size(); ++i) {
      BOOST_TEST(looks[i] % 2 == 0U);
      BOOST_TEST(looks[i] > looks[i - 1]);
    }
  }
}

BOOST_AUTO_TEST_CASE(says_nothing_before_the_first_look) {
  const PairRule rule({.most = 60});
  for (const auto& pairs : {kNone, spread(11, 1, 0.001)}) {
    const PairFinding finding = rule.judge(pairs, 0.05);
    BOOST_TEST((finding.change == Change::cannot_tell));
    BOOST_TEST(finding.open);
    BOOST_TEST(finding.pairs == 0U);
    BOOST_TEST(!finding.ratio.has_value());
  }
}

BOOST_AUTO_TEST_CASE(stops_at_the_first_look_that_tells) {
  const PairRule rule({.alpha = 0.02, .miss = 0.005, .most = 60});
  const struct {
    double middle;
    double width;
    Change change;
    std::size_t pairs;
  } rows[] = {
      {0.00, 0.010, Change::same, 12},        {0.20, 0.100, Change::slower, 12},
      {-0.20, 0.100, Change::faster, 12},     {0.03, 0.005, Change::same, 12},
      {0.00, 0.200, Change::cannot_tell, 60},  // ± 20 % does not tell 5 %
      {0.05, 0.030, Change::slower, 12},       // a median of the limit, and all above 0
      {-0.04, 0.100, Change::not_slower, 60},  // not slower; within the limit the other way?
  };
  for (const auto& row : rows) {
    BOOST_TEST_CONTEXT("middle " << row.middle << ", width " << row.width) {
      std::vector<double> pairs;
      for (int i = 0; i < 5; ++i) {
        const std::vector<double> more = spread(12, row.middle, row.width);
        pairs.insert(pairs.end(), more.begin(), more.end());
      }
      const PairFinding finding = rule.judge(pairs, 0.05);
      BOOST_TEST(name_of(finding.change) == name_of(row.change));
      BOOST_TEST(finding.pairs == row.pairs);
      BOOST_TEST(!finding.open);
      BOOST_TEST(finding.ratio->estimate == std::exp(row.middle),
                 boost::test_tools::tolerance(1e-9));
    }
  }
}

// What comes later cannot undo it: else a row could be judged until it is as one likes.
BOOST_AUTO_TEST_CASE(does_not_look_again_once_it_is_decided) {
  const PairRule rule({.most = 60});
  std::vector<double> pairs = spread(12, 0.2, 0.01);
  pairs.resize(60, -0.5);
  const PairFinding finding = rule.judge(pairs, 0.05);
  BOOST_TEST((finding.change == Change::slower));
  BOOST_TEST(finding.pairs == 12U);
}

BOOST_AUTO_TEST_CASE(shows_what_later_looks_saw_too) {
  const PairRule rule({.most = 60});
  std::vector<double> pairs(12, 0.2);
  pairs.resize(43, -0.5);
  const std::vector<PairFinding> looks = rule.looks(pairs, 0.05);
  BOOST_TEST_REQUIRE(looks.size() == 5U);  // 12, 16, 20, 26, 34
  BOOST_TEST((looks[0].change == rule.judge(pairs, 0.05).change));
  BOOST_TEST(looks[3].pairs == 26U);
  BOOST_TEST(looks[3].ratio->estimate == std::exp(-0.5), boost::test_tools::tolerance(1e-12));
  BOOST_TEST(rule.looks(spread(11, 1, 0.001), 0.05).empty());
}

BOOST_AUTO_TEST_CASE(wants_more_pairs_while_there_is_a_next_look) {
  const PairRule rule({.most = 60});
  const PairFinding early = rule.judge(spread(26, 0, 0.2), 0.05);
  BOOST_TEST(early.open);
  BOOST_TEST(early.pairs == 26U);
  BOOST_TEST(early.ratio->interval->coverage == 0.95);  // of all looks, and not of this one alone
}

// 12 signs of 12 happen by chance in one of 4,096 runs.
BOOST_AUTO_TEST_CASE(calls_nothing_that_chance_does_as_often) {
  const PairRule strict({.alpha = 1e-4, .most = 12});
  BOOST_TEST(!can_call(1e-4, 12));
  BOOST_TEST((strict.judge(spread(12, 0.5, 0.01), 0.05).change == Change::cannot_tell));
  BOOST_TEST(!strict.judge(spread(12, 0.5, 0.01), 0.05).bound.has_value());
  BOOST_TEST(can_call(3e-4, 12));
}

BOOST_AUTO_TEST_CASE(states_a_larger_effect_for_noisier_pairs_and_never_less_than_the_limit) {
  const PairRule rule({.most = 60});
  double last = std::log1p(0.05);
  for (const double width : {0.001, 0.01, 0.1, 0.4}) {
    const double visible =
        std::log(rule.judge(spread(60, 0, width), 0.05).smallest_visible.value());
    BOOST_TEST(visible > last);
    last = visible;
  }
  BOOST_TEST(
      std::log(rule.judge(spread(60, 0, 0.001), 0.05).smallest_visible.value()) == std::log1p(0.05),
      boost::test_tools::tolerance(0.02));
}

// Where the second of a pair takes longer, half the pairs lie on either side, and the median in
// whichever lobe has a few more of them: the way from there to a tail is next to nothing.
BOOST_AUTO_TEST_CASE(states_an_effect_that_brings_both_lobes_of_a_slot_effect_above_the_limit) {
  const PairRule rule({.most = 60});
  for (const std::size_t low : {27U, 30U, 33U}) {
    std::vector<double> pairs;
    for (std::size_t i = 0; i < 60; ++i) pairs.push_back(i * 7 % 60 < low ? -0.3 : 0.3);
    const double visible = std::log(rule.judge(pairs, 0.05).smallest_visible.value());
    BOOST_TEST(visible == 0.3 + std::log1p(0.05), boost::test_tools::tolerance(1e-9));
  }
}

// Of 12 pairs none may lie as far out as one in a hundred does.
BOOST_AUTO_TEST_CASE(states_no_effect_where_pairs_are_too_few_to_know_their_tails) {
  const PairRule rule({.alpha = 0.0004, .most = 12});
  BOOST_TEST(can_call(0.0004, 12));
  BOOST_TEST(!rule.judge(spread(12, 0, 0.1), 0.05).smallest_visible.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

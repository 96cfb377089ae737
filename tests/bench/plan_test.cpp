#define BOOST_TEST_MODULE plan
#include "bench/plan.hpp"

#include <boost/test/unit_test.hpp>
#include <numeric>

using namespace alertsage::bench;
using namespace std::chrono_literals;
using Costs = std::vector<std::chrono::nanoseconds>;

namespace {

// None of them essential.
std::vector<int> plan_repetitions(const Costs& costs, std::chrono::nanoseconds budget) {
  std::vector<RowCost> rows;
  for (const auto cost : costs) rows.push_back({.per_sample = cost});
  return alertsage::bench::plan_repetitions(rows, budget);
}

std::chrono::nanoseconds spent(const Costs& costs, const std::vector<int>& repetitions) {
  std::chrono::nanoseconds sum{0};
  for (std::size_t i = 0; i < costs.size(); ++i) sum += costs[i] * repetitions[i];
  return sum;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(plan)

BOOST_AUTO_TEST_CASE(cheap_rows_get_the_most_and_no_more) {
  const std::vector<int> repetitions = plan_repetitions(Costs{1us, 2us}, 10s);
  BOOST_TEST(repetitions == (std::vector<int>{kMostRepetitions, kMostRepetitions}));
}

BOOST_AUTO_TEST_CASE(a_row_that_does_not_fit_is_left_out_and_costs_no_other) {
  const std::vector<int> repetitions = plan_repetitions(Costs{1s, 1ms, 10ms}, 5s);
  BOOST_TEST(repetitions[0] == 0);
  BOOST_TEST(repetitions[1] >= kFewestRepetitions);
  BOOST_TEST(repetitions[2] >= kFewestRepetitions);
}

BOOST_AUTO_TEST_CASE(an_essential_row_comes_before_cheaper_ones) {
  const std::vector<RowCost> rows = {{10ms, false}, {30ms, true}, {10ms, false}};
  const std::vector<int> repetitions = alertsage::bench::plan_repetitions(rows, 1s);
  BOOST_TEST(repetitions == (std::vector<int>{0, 33, 0}));
}

BOOST_AUTO_TEST_CASE(nothing_fits_into_nothing) {
  BOOST_TEST(plan_repetitions(Costs{1ms, 1ms}, 0ns) == (std::vector<int>{0, 0}));
  BOOST_TEST(plan_repetitions(Costs{}, 1s).empty());
}

BOOST_AUTO_TEST_CASE(never_spends_more_than_the_budget_or_fewer_than_the_fewest) {
  for (const auto budget : {10ms, 100ms, 1000ms, 10000ms}) {
    const Costs costs = {3us, 70us, 900us, 15ms, 15ms, 400ms, 0ns};
    const std::vector<int> repetitions = plan_repetitions(costs, budget);
    BOOST_TEST((spent(costs, repetitions) <= budget));
    for (const int n : repetitions) {
      BOOST_TEST((n == 0 || (n >= kFewestRepetitions && n <= kMostRepetitions)));
    }
  }
}

BOOST_AUTO_TEST_CASE(what_a_cheap_row_cannot_use_goes_to_dearer_ones) {
  const std::vector<int> repetitions = plan_repetitions(Costs{1us, 10ms}, 1s);
  BOOST_TEST(repetitions[0] == kMostRepetitions);
  BOOST_TEST(repetitions[1] > 90);
}

BOOST_AUTO_TEST_SUITE_END()

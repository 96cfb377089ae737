#include "bench/gate/simulation/simulation.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "bench/gate/simulation/machine.hpp"

namespace alertsage::gate {
namespace {

using reports::Change;

// Rows that are slower by 0, 4, 8 … %.
std::vector<double> drawn(std::size_t row, std::size_t batch) {
  SplitMix64 random = SplitMix64::of_item(9, 2 * row + batch);
  return made_pairs({.deviation = 0.03}, 60, 0.04 * static_cast<double>(row % 10), random);
}

BOOST_AUTO_TEST_SUITE(simulation)

BOOST_AUTO_TEST_CASE(judges_a_run_as_the_gate_does) {
  const Plan plan;
  std::vector<reports::PairedRow> rows;
  for (std::size_t row = 0; row < plan.rows; ++row) {
    rows.push_back({.first = drawn(row, 0), .second = drawn(row, 1), .limit = plan.limit});
  }
  const std::vector<reports::PairVerdict> expected = judge_pairs(rows, plan.options);
  const std::vector<SimulatedRow> run = Simulation(plan).run(drawn);
  BOOST_REQUIRE(run.size() == plan.rows);
  std::size_t slower = 0;
  for (std::size_t row = 0; row < run.size(); ++row) {
    BOOST_TEST(name_of(run[row].verdict.change) == name_of(expected[row].change));
    BOOST_TEST(run[row].verdict.batch == expected[row].batch);
    BOOST_TEST(run[row].verdict.finding.pairs == expected[row].finding.pairs);
    if (run[row].verdict.change == Change::slower) ++slower;
  }
  BOOST_TEST(slower >= 35U);
  BOOST_TEST(slower <= 45U);
}

// The second batch of the only row that is called has all of the chance to itself.
BOOST_AUTO_TEST_CASE(judges_a_row_as_the_only_one_that_is_called) {
  Simulation simulation({});
  const SimulatedRow row = simulation.row(
      [](std::size_t, std::size_t) { return std::vector<double>(60, std::log(1.2)); });
  BOOST_TEST((row.verdict.change == Change::slower));
  BOOST_TEST(row.verdict.finding.pairs == 12U);
  BOOST_TEST(row.pairs == 16U + 12U);  // 12 of 12 do not suffice where 50 rows share
}

BOOST_AUTO_TEST_CASE(counts_what_came_of_rows) {
  SimulatedRow same{.first = Change::same, .verdict = {.change = Change::same}, .pairs = 12};
  same.verdict.finding.ratio =
      reports::Ratio{.estimate = 1, .interval = reports::Interval{0.99, 1.01, 0.95}};
  SimulatedRow slower{.first = Change::slower, .verdict = {.change = Change::slower}, .pairs = 28};
  slower.verdict.finding.ratio =
      reports::Ratio{.estimate = 1.2, .interval = reports::Interval{1.1, 1.3, 0.95}};
  Tally tally(0);
  tally.add_run({same, slower, same});
  tally.add_run({same, same, same});
  BOOST_TEST((tally.verdicts(Change::slower) == reports::Proportion{1, 6}));
  BOOST_TEST((tally.first_batches(Change::same) == reports::Proportion{5, 6}));
  BOOST_TEST((tally.runs_with_slower() == reports::Proportion{1, 2}));
  BOOST_TEST((tally.passed() == reports::Proportion{5, 6}));
  BOOST_TEST((tally.covered() == reports::Proportion{5, 6}));
  BOOST_TEST(tally.pairs_a_row() == (5 * 12 + 28) / 6.0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::gate

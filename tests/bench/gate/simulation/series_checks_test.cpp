#define BOOST_TEST_MODULE bench_gate_simulation
#include "bench/gate/simulation/series_checks.hpp"

#include <boost/test/unit_test.hpp>

#include "bench/gate/simulation/check_lines.hpp"

namespace alertsage::gate {
namespace {

BOOST_AUTO_TEST_SUITE(series_checks)

// All targets as they are. With so few runs each holds by a margin, or is judged over all machines
// at once; the seed is fixed.
BOOST_AUTO_TEST_CASE(the_rule_on_pairs_keeps_what_it_promises) {
  Checks checks;
  std::size_t parts = 0;
  check_made_series({.scale = 0.03, .progress = [&parts] { ++parts; }}, checks);
  BOOST_TEST(checks.reached_all());
  BOOST_TEST(parts > 100U);
}

BOOST_AUTO_TEST_CASE(a_share_is_judged_over_all_cases_and_by_the_worst) {
  const struct {
    Cases::Good good;
    reports::Proportion one;
    reports::Proportion other;
    bool reached;
  } rows[] = {
      {Cases::Good::few, {0, 1000}, {9, 1000}, true},
      {Cases::Good::few, {0, 1000}, {40, 1000}, false},    // over all
      {Cases::Good::few, {0, 10'000}, {40, 1000}, false},  // not over all, but by the worst
      {Cases::Good::few, {0, 1000}, {15, 1000}, true},     // as chance may have it
      {Cases::Good::many, {1000, 1000}, {985, 1000}, true},
      {Cases::Good::many, {1000, 1000}, {960, 1000}, false},
      {Cases::Good::many, {10'000, 10'000}, {960, 1000}, false},
  };
  for (const auto& row : rows) {
    Checks checks;
    Cases cases(row.good);
    cases.add("one", row.one);
    cases.add("other", row.other);
    cases.tell("share", row.good == Cases::Good::few ? 0.01 : 0.99, checks);
    BOOST_TEST(checks.reached_all() == row.reached);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::gate

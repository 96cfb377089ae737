#include "bench/gate/trial.hpp"

#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include "core/base/error.hpp"

namespace alertsage::gate {
namespace {

Options short_options() {
  Options options{.min_time = std::chrono::duration<double>(0), .pairs = 12};
  options.compare.accept = {reports::Doubt::build};
  return options;
}

BOOST_AUTO_TEST_SUITE(trial)

// Short as an A/A run is, it would say little of false alarms.
BOOST_AUTO_TEST_CASE(two_equal_sides_are_two_programs_all_the_same) {
  probe::Launcher launcher(TEST_LAUNCHER);
  const TrialResult result = run_trial({.rows = 2, .size = 0.01}, short_options(), launcher);
  BOOST_TEST(!result.comparison.same_program);
  BOOST_TEST(result.row(1).name == "work/1");
  BOOST_TEST(result.row(1).pairs == 12U);
  BOOST_CHECK_THROW(result.row(2), Error);
}

BOOST_AUTO_TEST_CASE(an_interrupt_ends_it) {
  probe::Launcher launcher(TEST_LAUNCHER);
  int ends[2];
  BOOST_REQUIRE(::pipe(ends) == 0);
  BOOST_REQUIRE(::write(ends[1], "x", 1) == 1);
  launcher.watch_for_interrupt(ends[0]);
  BOOST_CHECK_THROW(run_trial({.rows = 1, .size = 0.01}, short_options(), launcher),
                    probe::Interrupted);
  for (const int end : ends) ::close(end);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::gate

// How cycles of a real process end, and it with them.
#include "leaktest/cycle_source.hpp"

#include <signal.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <string>

#include "core/base/error.hpp"

namespace alertsage::leaktest {
namespace {

// Only the end of the process comes first.
constexpr std::chrono::seconds kLong{30};

struct Marking {
  explicit Marking(const std::string& scenario)
      : process({.arguments = {TEST_SUBJECT, scenario}, .environment = channel.environment()}) {}

  AgentChannel channel{Counting::off, TEST_AGENTS};
  probe::Interrupt interrupt;
  SubjectProcess process;
  MarkedCycles source{{process, interrupt, kLong}, channel};
};

SubjectCommand shell(const std::string& script) {
  return {.arguments = {"sh", "-c", script}};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(marked_cycles)

BOOST_AUTO_TEST_CASE(one_that_goes_on_is_told_again_to_stop) {
  Marking subject("goes_on_three_times");
  BOOST_TEST((subject.source.next() == Occurrence::cycle));
  subject.source.finish();
  BOOST_TEST(subject.process.has_ended());
  BOOST_TEST(subject.process.succeeded());
}

BOOST_AUTO_TEST_CASE(one_that_never_stops_is_killed) {
  Marking subject("never_stops");
  BOOST_TEST((subject.source.next() == Occurrence::cycle));
  ::raise(SIGINT);  // or the patience with it has an end
  subject.source.finish();
  BOOST_TEST(subject.process.has_ended());
}

BOOST_AUTO_TEST_CASE(one_that_is_interrupted_within_a_cycle_is_killed) {
  Marking subject("rests");
  ::raise(SIGINT);
  BOOST_TEST((subject.source.next() == Occurrence::interrupted));
  subject.source.finish();
  BOOST_TEST(subject.process.has_ended());
}

// Where a cycle was shorter than the wait for it, nobody looked.
BOOST_AUTO_TEST_CASE(an_interrupt_comes_before_the_next_cycle) {
  Marking subject("never_stops");
  BOOST_TEST((subject.source.next() == Occurrence::cycle));
  ::raise(SIGINT);
  BOOST_TEST((subject.source.next() == Occurrence::interrupted));
}

BOOST_AUTO_TEST_CASE(one_that_fails_after_its_last_cycle_has_failed) {
  Marking subject("fails_in_the_end");
  BOOST_TEST((subject.source.next() == Occurrence::cycle));
  BOOST_CHECK_THROW(subject.source.finish(), Error);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(printed_lines)

BOOST_AUTO_TEST_CASE(an_interrupt_comes_before_the_next_line) {
  const probe::Interrupt interrupt;
  SubjectProcess process(
      {.arguments = {"sh", "-c", "while :; do echo; sleep 0.001; done"}, .output = Output::lines});
  PrintedLines source({process, interrupt, kLong});
  BOOST_TEST((source.next() == Occurrence::cycle));
  process.wait_for_output(kLong);
  ::raise(SIGINT);
  BOOST_TEST((source.next() == Occurrence::interrupted));
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(intervals)

BOOST_AUTO_TEST_CASE(end_with_the_process_that_was_started) {
  const probe::Interrupt interrupt;
  SubjectProcess good(shell("exit 0"));
  BOOST_TEST((Intervals({good, interrupt, kLong}, kLong).next() == Occurrence::ended));
  SubjectProcess bad(shell("exit 4"));
  BOOST_CHECK_THROW(Intervals({bad, interrupt, kLong}, kLong).next(), Error);
}

BOOST_AUTO_TEST_CASE(end_with_a_process_of_another) {
  const probe::Interrupt interrupt;
  const SubjectProcess other(shell("sleep 60"));
  Intervals source(other.id(), interrupt, kLong);
  BOOST_TEST((source.next() == Occurrence::cycle));
  ::kill(other.id(), SIGKILL);
  BOOST_TEST((source.next() == Occurrence::ended));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::leaktest

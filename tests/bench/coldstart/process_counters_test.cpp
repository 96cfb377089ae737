#include "bench/coldstart/process_counters.hpp"

#include <boost/test/unit_test.hpp>
#include <csignal>

namespace alertsage::coldstart {
namespace {

std::string quoted(const std::string& text) {
  return failure_of({.ending = probe::Ending::signalled, .code = SIGSEGV, .kept_stderr = text});
}

BOOST_AUTO_TEST_SUITE(process_counters_of)

// Google Benchmark begins with a heading on stderr, whose first line is the date.
BOOST_AUTO_TEST_CASE(a_failure_quotes_the_line_that_tells_it) {
  const std::string ended = "was ended by signal 11 (Segmentation fault)";
  const std::string heading =
      "2026-01-02T03:04:05+00:00\nRunning ./bench\nRun on (2 X 2000 MHz CPU s)\nCPU Caches:\n"
      "  L1 Data 32 KiB (x2)\nLoad Average: 0.10, 0.10, 0.10\n";
  BOOST_TEST(quoted("") == ended);
  BOOST_TEST(quoted("error: no luck\nsee --help\n") == ended + ": error: no luck");
  BOOST_TEST(quoted("Traceback (most recent call last):\n  x\nKeyError: 1\n\n") ==
             ended + ": KeyError: 1");
  BOOST_TEST(quoted(heading) == ended);
  BOOST_TEST(quoted(heading + "***WARNING*** a debug build.\n") == ended);
  BOOST_TEST(quoted(heading + "once\nno luck\n \n") == ended + ": no luck");
  BOOST_TEST(quoted(heading + "no luck\n" + std::string(3000, 'x')) == ended + ": no luck");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::coldstart

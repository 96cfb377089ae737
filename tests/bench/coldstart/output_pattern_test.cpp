#include "bench/coldstart/output_pattern.hpp"

#include <boost/test/unit_test.hpp>

#include "core/base/error.hpp"

namespace alertsage::coldstart {
namespace {

using std::chrono::nanoseconds;

// "load" came at 10, "ing...\n" at 20, "ready 42\n" at 30.
probe::ProcessSample sample() {
  return {.kept_stdout = "loading...\nready 42\n",
          .pieces = {{4, nanoseconds(10)}, {11, nanoseconds(20)}, {20, nanoseconds(30)}}};
}

std::optional<nanoseconds> time_of(const std::string& regex) {
  return OutputPattern(regex).time_in(sample());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(output_pattern)

BOOST_AUTO_TEST_CASE(the_time_is_that_of_the_piece_that_completes_the_match) {
  BOOST_TEST((time_of("l") == nanoseconds(10)));
  BOOST_TEST((time_of("load") == nanoseconds(10)));
  BOOST_TEST((time_of("loadi") == nanoseconds(20)));
  BOOST_TEST((time_of("^ready \\d+$") == nanoseconds(30)));
  BOOST_TEST((time_of("\\.\n") == nanoseconds(20)));
  BOOST_TEST((time_of("^") == nanoseconds(10)));
}

BOOST_AUTO_TEST_CASE(what_was_not_said_has_no_time) {
  BOOST_TEST(!time_of("ready 43").has_value());
  BOOST_TEST(!OutputPattern("x*").time_in({}).has_value());
}

BOOST_AUTO_TEST_CASE(what_takes_too_long_to_look_for_is_an_error_and_no_absence) {
  const probe::ProcessSample long_line = {.kept_stdout = std::string(40, 'a') + "bc",
                                          .pieces = {{42, nanoseconds(1)}}};
  BOOST_CHECK_THROW(OutputPattern("^(a+)+c$").time_in(long_line), Error);
}

BOOST_AUTO_TEST_CASE(a_bad_expression_is_refused_with_its_place) {
  BOOST_CHECK_EXCEPTION(OutputPattern("a(b"), Error, [](const Error& error) {
    return error.kind() == ErrorKind::usage && error.place().piece == "a(b" &&
           error.cause().find("at character 4") != std::string::npos;
  });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::coldstart

#include "bench/coldstart/reported_times.hpp"

#include <boost/test/unit_test.hpp>

namespace alertsage::coldstart {

using std::chrono::nanoseconds;

BOOST_AUTO_TEST_SUITE(reported_times_test)

BOOST_AUTO_TEST_CASE(reads_the_line_that_alertsage_classify_prints) {
  const ReportedTimes times =
      reported_times("warning: x\ntiming: load_us=34.1 first_prediction_us=310.5 total_us=320.0\n");
  BOOST_TEST((times.load == nanoseconds(34'100)));
  BOOST_TEST((times.first_answer == nanoseconds(344'600)));
}

BOOST_AUTO_TEST_CASE(reads_any_unit_in_any_order_and_one_alone) {
  const ReportedTimes times = reported_times("timing: first_prediction_s=1.5 x=y load_ms=2");
  BOOST_TEST((times.load == nanoseconds(2'000'000)));
  BOOST_TEST((times.first_answer == nanoseconds(1'502'000'000)));
  BOOST_TEST((reported_times("timing: load_ns=7\r\n").load == nanoseconds(7)));
  BOOST_TEST(!reported_times("timing: load_ns=7\n").first_answer.has_value());
}

BOOST_AUTO_TEST_CASE(the_last_line_counts) {
  BOOST_TEST(
      (reported_times("timing: load_us=1\ntiming: load_us=2\nend\n").load == nanoseconds(2000)));
}

BOOST_AUTO_TEST_CASE(what_is_no_time_is_not_there) {
  for (const char* text :
       {"", "timing:", "timing: ", "load_us=1", " timing: load_us=1",
        "timing: load_us=", "timing: load_us=-1", "timing: load_us=1x", "timing: load_us=nan",
        "timing: load_us=inf", "timing: load_s=1e300", "timing: reload_us=1", "timing: load=1"}) {
    const ReportedTimes times = reported_times(text);
    BOOST_TEST(!times.load.has_value(), text);
    BOOST_TEST(!times.first_answer.has_value(), text);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::coldstart

#include "reports/render/junit_suite.hpp"

#include <boost/test/unit_test.hpp>

namespace alertsage::reports {
namespace {

BOOST_AUTO_TEST_SUITE(junit_suite)

BOOST_AUTO_TEST_CASE(writes_each_outcome_and_counts_it) {
  using enum JunitOutcome;
  const std::string xml = junit_xml(
      "s", {{.class_name = "c", .name = "a", .seconds = 0.5},
            {.class_name = "c", .name = "b", .outcome = failed, .type = "t", .message = "m"},
            {.class_name = "c", .name = "d", .outcome = error, .message = "<&\"\x01"},
            {.class_name = "c", .name = "e", .outcome = skipped, .output = "1\n2\n"}});
  BOOST_TEST(xml ==
             "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
             "<testsuites>\n"
             "  <testsuite name=\"s\" tests=\"4\" failures=\"1\" errors=\"1\" skipped=\"1\">\n"
             "    <testcase classname=\"c\" name=\"a\" time=\"0.500\"/>\n"
             "    <testcase classname=\"c\" name=\"b\">\n"
             "      <failure type=\"t\" message=\"m\"/>\n"
             "    </testcase>\n"
             "    <testcase classname=\"c\" name=\"d\">\n"
             "      <error message=\"&lt;&amp;&quot;\\x01\"/>\n"
             "    </testcase>\n"
             "    <testcase classname=\"c\" name=\"e\">\n"
             "      <skipped message=\"\"/>\n"
             "      <system-out>1\n2\n</system-out>\n"
             "    </testcase>\n"
             "  </testsuite>\n"
             "</testsuites>\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

#include "reports/stats/retention.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "tests/reports/stats/judged_series.hpp"

namespace alertsage::reports {
namespace {

constexpr LeakRule kPages = {.limit = 4096, .resolution = 4096};
constexpr double kGrowth = 16384;  // a load: 37 judged loads gain 36 times that

RetentionFinding judged_untrimmed(const Values& values, double after_trim) {
  return judge_retention(*Sample::make(values), after_trim, kPages);
}

Values growing() {
  return made(50, [](std::size_t i) { return 2e7 + kGrowth * double(i); });
}

BOOST_AUTO_TEST_SUITE(retention)

BOOST_AUTO_TEST_CASE(is_growth_that_a_trim_gives_back) {
  const RetentionFinding finding = judged_untrimmed(growing(), 2e7);
  BOOST_TEST(finding.retained);
  BOOST_TEST(*finding.growth == kGrowth);
  BOOST_TEST(finding.growth_bounds->low == kGrowth);
  BOOST_TEST(*finding.part_given_back == 48.0 / 36);
  BOOST_TEST(finding.reason ==
             "grows by 16384 a cycle where nothing is trimmed, and a trim gives it back");
}

BOOST_AUTO_TEST_CASE(asks_for_half_of_what_was_gained) {
  const double end = 2e7 + kGrowth * 48;  // the middle one of the last three
  BOOST_TEST(judged_untrimmed(growing(), end - 18 * kGrowth).retained);
  const RetentionFinding less = judged_untrimmed(growing(), end - 17.9 * kGrowth);
  BOOST_TEST(!less.retained);
  BOOST_TEST(less.growth.has_value());
  const RetentionFinding more_after = judged_untrimmed(growing(), end + kGrowth);
  BOOST_TEST(!more_after.retained);
  BOOST_TEST(more_after.reason == "a trim gave back 0 % of what was gained in 37 cycles");
}

BOOST_AUTO_TEST_CASE(counts_growth_that_slows_down) {
  const auto slows = made(50, [](std::size_t i) { return 1e7 * (1 - std::exp(-double(i) / 25)); });
  BOOST_TEST(judged(slows, kPages).verdict == LeakVerdict::decelerating);
  BOOST_TEST(judged_untrimmed(slows, 0).retained);
}

BOOST_AUTO_TEST_CASE(is_none_without_steady_growth) {
  const RetentionFinding still = judged_untrimmed(Values(50, 2e7), 1e7);
  BOOST_TEST(!still.retained);
  BOOST_TEST(!still.part_given_back);
  BOOST_TEST(still.reason == "does not grow steadily: constant");
  const auto step = made(50, [](std::size_t i) { return i < 31 ? 2e7 : 2.33e7; });
  BOOST_TEST(!judged_untrimmed(step, 2e7).retained);
  const RetentionFinding few = judged_untrimmed(Values(8, 2e7), 1e7);
  BOOST_TEST(!few.retained);
  BOOST_TEST(!few.growth);
}

BOOST_AUTO_TEST_CASE(takes_no_single_last_value_for_the_end) {
  Values values = growing();
  values.back() = 0;
  BOOST_TEST(judged_untrimmed(values, 2e7).retained);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

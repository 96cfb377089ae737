// How small a leak the rule finds in whole pages, without noise. Series with noise are drawn at
// random in tests/leaktest/simulation.
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <random>

#include "reports/stats/leak_rule.hpp"
#include "tests/reports/stats/judged_series.hpp"

namespace alertsage::reports {
namespace {

BOOST_AUTO_TEST_SUITE(smallest_leak)

// Whose stairs hang together as noise that wanders does.
BOOST_AUTO_TEST_CASE(finds_a_kibibyte_a_load_seen_in_whole_pages) {
  for (double start = 0; start < 4096; start += 256) {
    for (const std::size_t loads : {std::size_t{40}, std::size_t{50}, std::size_t{200}}) {
      const auto in_pages = [&](std::size_t i) {
        return 4096 * std::floor((start + 1024.0 * double(i)) / 4096);
      };
      const LeakFinding finding =
          judged(made(loads, in_pages), {.limit = 4096, .resolution = 4096});
      BOOST_TEST(finding.verdict == LeakVerdict::leak);
      BOOST_TEST(finding.growth_bounds->low > 500);
    }
  }
}

BOOST_AUTO_TEST_CASE(finds_the_smallest_leak_that_whole_pages_let_it_see) {
  for (std::size_t loads = 14; loads <= 120; loads += loads < 24 ? 1 : 32) {
    const double smallest = *judged(Values(loads, 2e7), kResidentBytes).smallest_leak;
    for (double start = 0; start < 4096; start += 64) {  // where in its page the heap ends
      const auto in_pages = [&](std::size_t i) {
        return 4096 * std::floor((start + smallest * double(i)) / 4096);
      };
      const LeakFinding finding = judged(made(loads, in_pages), kResidentBytes);
      BOOST_TEST(finding.verdict == LeakVerdict::leak);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

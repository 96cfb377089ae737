#include "reports/charts/growth.hpp"

#include <boost/test/unit_test.hpp>

namespace alertsage::reports {
namespace {

LeakMetric metric(std::string name, LeakVerdict verdict, double low, double slope, double high) {
  return {.name = std::move(name),
          .verdict = verdict,
          .slope_per_load = slope,
          .slope_low = low,
          .slope_high = high};
}

BOOST_AUTO_TEST_SUITE(growth)

BOOST_AUTO_TEST_CASE(states_the_bound_that_a_verdict_rests_on) {
  using enum LeakVerdict;
  BOOST_TEST(growth_bound(metric("rss_anon_bytes", clean, -310, 0, 310)) ==
             "at most 310 B a cycle");
  BOOST_TEST(growth_bound(metric("heap_in_use_bytes", leak, 4000, 4096, 4200)) ==
             "4.0 KiB a cycle, at least 3.9 KiB");
  BOOST_TEST(growth_bound(metric("rss_anon_bytes", cannot_tell, -2100, 0, 41000)) ==
             "between -2.1 KiB and 41 KiB a cycle");
  BOOST_TEST(growth_bound(metric("descriptors", leak, 1, 1, 1)) ==
             "1 descriptors a cycle, at least 1");
}

BOOST_AUTO_TEST_CASE(never_states_less_than_the_bound) {
  using enum LeakVerdict;
  BOOST_TEST(growth_bound(metric("rss_anon_bytes", clean, 0, 0, 4096.0 / 36)) ==
             "at most 114 B a cycle");
  BOOST_TEST(growth_bound(metric("heap_in_use_bytes", clean, 0, 0, 1.0 / 36)) ==
             "at most 1 B a cycle");
  BOOST_TEST(growth_bound(metric("threads", clean, 0, 0, 1.0 / 36)) ==
             "at most 0.028 threads a cycle");
}

BOOST_AUTO_TEST_CASE(says_of_both_kinds_of_memory_what_became_of_them) {
  using enum LeakVerdict;
  LeakSection section;
  section.metrics = {metric("heap_in_use_bytes", clean, 0, 0, 1.0 / 36),
                     metric("rss_anon_bytes", clean, 0, 0, 4096.0 / 36),
                     metric("descriptors", clean, 0, 0, 1.0 / 36)};
  const std::vector<std::string> still{"heap in use: clean, at most 1 B a cycle",
                                       "RssAnon: clean, at most 114 B a cycle"};
  BOOST_TEST(memory_growth(section) == still, boost::test_tools::per_element());

  section.metrics.push_back(metric("mappings", leak, 1, 1, 1));
  BOOST_TEST(memory_growth(section).size() == 3U);
  BOOST_TEST(memory_growth(section)[0] == "mappings: leak, 1 mappings a cycle, at least 1");
  BOOST_TEST(memory_growth(LeakSection{}).empty());
}

// "between 0.47 live blocks and 1.2 live blocks a cycle" did not fit above a narrow chart.
BOOST_AUTO_TEST_CASE(says_once_of_what_a_count_is) {
  const LeakMetric blocks = metric("live_blocks", LeakVerdict::cannot_tell, 0.47, 0.8, 1.2);
  BOOST_TEST(growth_bound(blocks) == "between 0.47 and 1.2 live blocks a cycle");
  BOOST_TEST(growth_interval(blocks) == "0.80, 0.47 to 1.2 live blocks");
  BOOST_TEST(with_metric("24 B", metric("live_bytes", LeakVerdict::leak, 24, 24, 24)) ==
             "24 B (live bytes)");
  BOOST_TEST(with_metric("1 threads", metric("threads", LeakVerdict::leak, 1, 1, 1)) ==
             "1 threads");
}

BOOST_AUTO_TEST_CASE(says_where_there_is_no_bound) {
  BOOST_TEST(growth_bound({.name = "x", .verdict = LeakVerdict::clean}) == "no growth");
  BOOST_TEST(growth_bound({.name = "x", .verdict = LeakVerdict::cannot_tell}) == "no bound");
  BOOST_TEST(growth_bound({.name = "x", .verdict = LeakVerdict::leak}) ==
             "rises cycle after cycle");
}

BOOST_AUTO_TEST_CASE(lets_the_worst_metric_decide) {
  using enum LeakVerdict;
  LeakSection section;
  section.verdict = leak;
  section.metrics = {metric("rss_anon_bytes", clean, 0, 0, 900),
                     metric("descriptors", leak, 1, 1, 1),
                     metric("heap_in_use_bytes", cannot_tell, -9, 0, 99999)};
  BOOST_TEST(deciding_metric(section)->name == "descriptors");
  BOOST_TEST(growth_text(section) == "leak, 1 descriptors a cycle, at least 1");
}

BOOST_AUTO_TEST_CASE(lets_the_first_decide_among_equals) {
  using enum LeakVerdict;
  LeakSection section;
  section.verdict = clean;
  section.metrics = {metric("heap_in_use_bytes", clean, 0, 0, 12),
                     metric("rss_anon_bytes", clean, 0, 0, 310),
                     metric("mappings", clean, 0, 0, 5000)};
  BOOST_TEST(deciding_metric(section)->name == "heap_in_use_bytes");
  BOOST_TEST(growth_text(section) == "clean, at most 12 B a cycle (heap in use)");
}

BOOST_AUTO_TEST_CASE(has_a_verdict_without_metrics) {
  LeakSection section;
  BOOST_TEST(deciding_metric(section) == nullptr);
  BOOST_TEST(growth_text(section) == "cannot tell");
}

BOOST_AUTO_TEST_CASE(states_growth_with_its_interval_and_the_smallest_leak_seen) {
  using enum LeakVerdict;
  LeakMetric live = metric("live_bytes", leak, 15, 16, 17);
  live.smallest_leak = 7.2;
  BOOST_TEST(growth_interval(live) == "16 B, 15 B to 17 B");
  BOOST_TEST(smallest_leak_text(live) == "8 B");
  BOOST_TEST(growth_interval(metric("live_bytes", leak, 16, 16, 16)) == "16 B");
  LeakMetric threads{.name = "threads", .slope_per_load = 1, .smallest_leak = 0.91};
  BOOST_TEST(growth_interval(threads) == "1 threads");
  BOOST_TEST(smallest_leak_text(threads) == "0.91 threads");
  BOOST_TEST(growth_interval({}).empty());
  BOOST_TEST(smallest_leak_text({}).empty());
}

BOOST_AUTO_TEST_CASE(names_metrics_in_words) {
  BOOST_TEST(metric_label("shm_objects") == "objects in /dev/shm");
  BOOST_TEST(metric_label("live_bytes") == "live bytes");
  BOOST_TEST(metric_label("rss_anon_bytes") == "RssAnon");
  BOOST_TEST(metric_label("heap_in_use_bytes") == "heap in use");
  BOOST_TEST(metric_label("descriptors") == "descriptors");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

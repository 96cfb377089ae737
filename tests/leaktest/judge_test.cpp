#define BOOST_TEST_MODULE judge
#include "leaktest/judge.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "reports/results/vocabulary.hpp"

using namespace alertsage;
using leaktest::Observed;
using reports::LeakMetric;
using reports::LeakSection;
using reports::LeakVerdict;
namespace leak_metric = reports::leak_metric;

namespace {

constexpr std::size_t kLoads = 50;
constexpr double kLimit = 1024;
constexpr double kPage = 4096;

std::vector<double> flat(double value, std::size_t loads = kLoads) {
  return std::vector<double>(loads, value);
}

std::vector<double> rising(double from, double step, std::size_t loads = kLoads) {
  std::vector<double> values;
  for (std::size_t i = 0; i < loads; ++i) values.push_back(from + step * static_cast<double>(i));
  return values;
}

std::vector<double>& series(Observed& observed, std::string_view name) {
  return observed.series[std::string(name)];
}

// A process in which nothing changes, and whose allocations are counted.
Observed quiet() {
  Observed observed;
  series(observed, leak_metric::kLiveBytes) = flat(70'000);
  series(observed, leak_metric::kLiveBlocks) = flat(400);
  series(observed, leak_metric::kMappedBytes) = flat(0);
  series(observed, leak_metric::kHeapInUse) = flat(72'000);
  series(observed, leak_metric::kRssAnon) = flat(kPage * 500);
  series(observed, leak_metric::kRssFile) = flat(kPage * 900);
  series(observed, leak_metric::kRssShmem) = flat(0);
  series(observed, leak_metric::kDescriptors) = flat(5);
  series(observed, leak_metric::kMappings) = flat(60);
  series(observed, leak_metric::kThreads) = flat(1);
  series(observed, leak_metric::kShmObjects) = flat(0);
  return observed;
}

Observed not_counted() {
  Observed observed = quiet();
  for (const auto name :
       {leak_metric::kLiveBytes, leak_metric::kLiveBlocks, leak_metric::kMappedBytes}) {
    observed.series.erase(std::string(name));
  }
  return observed;
}

LeakSection judged(const Observed& observed) {
  LeakSection section{.name = "leak/mmap/small/load-predict-drop"};
  leaktest::judge(observed, kLimit, section);
  return section;
}

const LeakMetric* find(const LeakSection& section, std::string_view name) {
  const auto found = std::find_if(section.metrics.begin(), section.metrics.end(),
                                  [&](const LeakMetric& metric) { return metric.name == name; });
  return found == section.metrics.end() ? nullptr : &*found;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(judge_suite)

BOOST_AUTO_TEST_CASE(a_process_in_which_nothing_changes_is_clean) {
  const LeakSection section = judged(quiet());
  BOOST_TEST(section.name == "leak/mmap/small/load-predict-drop");
  BOOST_TEST((section.verdict == LeakVerdict::clean));
  BOOST_TEST(section.reason == "live_bytes: constant");
  BOOST_TEST(section.max_leak_bytes == kLimit);
  BOOST_TEST((section.series == quiet().series));
  BOOST_TEST(!section.retention.has_value());
}

BOOST_AUTO_TEST_CASE(each_quantity_that_rises_is_a_leak_and_decides) {
  const struct {
    std::string_view name;
    double step;
  } rows[] = {{leak_metric::kLiveBytes, 16},      {leak_metric::kLiveBlocks, 1},
              {leak_metric::kMappedBytes, kPage}, {leak_metric::kRssShmem, 8192},
              {leak_metric::kDescriptors, 1},     {leak_metric::kMappings, 1},
              {leak_metric::kThreads, 1},         {leak_metric::kShmObjects, 1}};
  for (const auto& row : rows) {
    Observed observed = quiet();
    series(observed, row.name) = rising(1 << 20, row.step);
    const LeakSection section = judged(observed);
    BOOST_TEST((section.verdict == LeakVerdict::leak), row.name);
    BOOST_TEST(section.reason.starts_with(row.name), section.reason);
    const LeakMetric* metric = find(section, row.name);
    BOOST_REQUIRE(metric != nullptr);
    BOOST_TEST(metric->slope_per_load.value_or(0) == row.step);
  }
}

// What the allocator says has noise of its own: a thread's cache that fills looks like growth.
BOOST_AUTO_TEST_CASE(heap_in_use_decides_where_bytes_are_not_counted) {
  Observed observed = quiet();
  series(observed, leak_metric::kHeapInUse) = rising(72'000, 64);
  BOOST_TEST((judged(observed).verdict == LeakVerdict::clean));
  BOOST_TEST(find(judged(observed), leak_metric::kHeapInUse) == nullptr);
  observed = not_counted();
  series(observed, leak_metric::kHeapInUse) = rising(72'000, 64);
  BOOST_TEST((judged(observed).verdict == LeakVerdict::leak));
}

BOOST_AUTO_TEST_CASE(pages_of_files_may_come_and_do_not_decide) {
  Observed observed = quiet();
  series(observed, leak_metric::kRssFile) = rising(0, 65536);
  const LeakSection section = judged(observed);
  BOOST_TEST((section.verdict == LeakVerdict::clean));
  BOOST_TEST(find(section, leak_metric::kRssFile) == nullptr);
}

// Under another malloc the heap cannot be asked, in some containers RssAnon cannot, of a process of
// another user mappings cannot; it was called clean then, on the word of the rest.
BOOST_AUTO_TEST_CASE(what_cannot_be_measured_is_not_clean) {
  for (const auto name : {leak_metric::kHeapInUse, leak_metric::kRssAnon, leak_metric::kDescriptors,
                          leak_metric::kMappings}) {
    Observed observed = not_counted();
    observed.series.erase(std::string(name));
    const LeakSection section = judged(observed);
    BOOST_TEST((section.verdict == LeakVerdict::cannot_tell), name);
    const LeakMetric* metric = find(section, name);
    BOOST_REQUIRE(metric != nullptr);
    BOOST_TEST(metric->reason == "could not be measured");
    BOOST_TEST(!metric->slope_per_load.has_value());

    series(observed, leak_metric::kDescriptors) = rising(5, 1);
    BOOST_TEST((judged(observed).verdict == LeakVerdict::leak), name);
  }
}

BOOST_AUTO_TEST_CASE(from_outside_the_heap_is_not_needed_and_anonymous_memory_is) {
  Observed observed = not_counted();
  observed.series.erase(std::string(leak_metric::kHeapInUse));
  observed.heap_needed = false;
  BOOST_TEST((judged(observed).verdict == LeakVerdict::clean));
  observed.series.erase(std::string(leak_metric::kRssAnon));
  BOOST_TEST((judged(observed).verdict == LeakVerdict::cannot_tell));
}

// They were cut as a start-up, and the rest is constant.
BOOST_AUTO_TEST_CASE(descriptors_that_come_up_to_the_limit_are_judged_until_there) {
  Observed observed = quiet();
  auto& open = series(observed, leak_metric::kDescriptors) = rising(5, 1);
  std::fill(open.begin() + 24, open.end(), 28);
  BOOST_TEST((judged(observed).verdict == LeakVerdict::clean));
  observed.most_descriptors = 28;
  BOOST_TEST((judged(observed).verdict == LeakVerdict::leak));
  BOOST_TEST(judged(observed).reason ==
             "descriptors: rose in 17 of 17 cycles, until as many were open as may be (28, "
             "RLIMIT_NOFILE)");
  observed.most_descriptors = 1024;
  BOOST_TEST((judged(observed).verdict == LeakVerdict::clean));

  // Before anything can be told.
  open = rising(5, 10, 3);
  open.resize(kLoads, 25);
  observed.most_descriptors = 25;
  BOOST_TEST((judged(observed).verdict == LeakVerdict::cannot_tell));

  // One that has used them all from the start has them for good.
  open = flat(25);
  BOOST_TEST((judged(observed).verdict == LeakVerdict::clean));
}

BOOST_AUTO_TEST_CASE(what_did_nothing_is_not_clean) {
  Observed observed = quiet();
  observed.idle = true;
  BOOST_TEST((judged(observed).verdict == LeakVerdict::cannot_tell));
  BOOST_TEST(judged(observed).reason == "the process did nothing meanwhile: it used no CPU time");
  series(observed, leak_metric::kShmObjects) = rising(0, 1);  // by somebody else
  BOOST_TEST((judged(observed).verdict == LeakVerdict::leak));
}

BOOST_AUTO_TEST_CASE(pieces_that_come_now_and_then_are_not_clean) {
  for (const std::size_t each : {7U, 9U, 10U}) {
    Observed observed = quiet();
    auto& open = series(observed, leak_metric::kDescriptors);
    for (std::size_t i = 0; i < kLoads; ++i) open[i] = 5 + static_cast<double>(i / each);
    BOOST_TEST((judged(observed).verdict == LeakVerdict::cannot_tell), each);
  }
  Observed observed = quiet();
  auto& open = series(observed, leak_metric::kDescriptors);
  std::fill(open.begin() + 30, open.end(), 6);  // a first use of something
  BOOST_TEST((judged(observed).verdict == LeakVerdict::clean));
}

// Blocks that come and go were not clean where their bytes were, whatever the limit.
BOOST_AUTO_TEST_CASE(blocks_are_limited_as_their_bytes_are) {
  Observed observed = quiet();
  auto& blocks = series(observed, leak_metric::kLiveBlocks);
  for (std::size_t i = 0; i < kLoads; ++i) blocks[i] += static_cast<double>(i * i * 31 % 97);
  BOOST_TEST((judged(observed).verdict == LeakVerdict::clean));
}

BOOST_AUTO_TEST_CASE(growth_between_two_moments_is_held_to_the_limit) {
  const auto grown = [](std::string_view name, double by) {
    const std::string key(name);
    return leaktest::has_grown({{key, 100}}, {{key, 100 + by}}, 25, kLimit);
  };
  BOOST_TEST(grown(leak_metric::kLiveBytes, 25 * kLimit + 1));
  BOOST_TEST(!grown(leak_metric::kLiveBytes, 25 * kLimit));
  BOOST_TEST(!grown(leak_metric::kRssAnon, 25 * kLimit + 1));
  BOOST_TEST(grown(leak_metric::kRssAnon, 25 * kPage + 1));
  BOOST_TEST(grown(leak_metric::kDescriptors, 3));
  BOOST_TEST(!grown(leak_metric::kDescriptors, 2));
  BOOST_TEST(!grown(leak_metric::kRssFile, 1e9));
  BOOST_TEST(!leaktest::has_grown({}, {{"descriptors", 9}}, 25, kLimit));
}

BOOST_AUTO_TEST_CASE(one_page_once_is_no_leak) {
  Observed observed = quiet();
  auto& pages = series(observed, leak_metric::kRssAnon);
  std::fill(pages.begin() + 30, pages.end(), kPage * 501);
  BOOST_TEST((judged(observed).verdict == LeakVerdict::clean));
}

// A heap of blocks of all sizes whose sum stays the same takes ever more pages for a long time.
BOOST_AUTO_TEST_CASE(memory_that_grows_beside_a_steady_heap_is_not_called_a_leak) {
  Observed observed = quiet();
  series(observed, leak_metric::kRssAnon) = rising(kPage * 500, 16 * kPage);
  BOOST_TEST((judged(observed).verdict == LeakVerdict::cannot_tell));
  BOOST_TEST(judged(observed).reason.find("fragmentation") != std::string::npos);
  series(observed, leak_metric::kRssAnon) = rising(kPage * 500, 500);  // less than the limit
  BOOST_TEST((judged(observed).verdict == LeakVerdict::clean));
  series(observed, leak_metric::kRssAnon) = rising(kPage * 500, 16 * kPage);
  observed.trimmed = false;
  const LeakSection section = judged(observed);
  BOOST_TEST((section.verdict == LeakVerdict::cannot_tell));
  BOOST_TEST(section.reason.find("probably the allocator keeps it") != std::string::npos);
  BOOST_TEST((find(section, leak_metric::kRssAnon)->verdict == LeakVerdict::cannot_tell));

  // It excuses nothing else.
  Observed shared = observed;
  series(shared, leak_metric::kRssShmem) = rising(0, 16 * kPage);
  BOOST_TEST((judged(shared).verdict == LeakVerdict::leak));
  BOOST_TEST(judged(shared).reason.starts_with(leak_metric::kRssShmem));

  // Where the heap grows as well, or nobody knows whether it does, it remains what it looks like.
  series(observed, leak_metric::kLiveBytes) = rising(70'000, 16 * kPage);
  BOOST_TEST((judged(observed).verdict == LeakVerdict::leak));
  observed.series.erase(std::string(leak_metric::kLiveBytes));
  observed.heap_needed = false;
  BOOST_TEST((judged(observed).verdict == LeakVerdict::leak));
}

BOOST_AUTO_TEST_CASE(what_only_a_trim_gives_back_is_the_allocators) {
  Observed observed = quiet();
  observed.untrimmed = {.rss_anon_bytes = rising(kPage * 500, 16 * kPage, 25),
                        .after_trim_bytes = kPage * 500};
  const LeakSection section = judged(observed);
  BOOST_TEST((section.verdict == LeakVerdict::allocator_retention));
  BOOST_REQUIRE(section.retention.has_value());
  BOOST_TEST(section.retention->grown_per_load.value() == 16 * kPage);

  // A page now and then is no matter: 8 in 24 loads.
  Observed little = observed;
  for (std::size_t i = 0; i < 25; ++i)
    little.untrimmed->rss_anon_bytes[i] = kPage * (500 + double(i / 3));
  BOOST_TEST((judged(little).verdict == LeakVerdict::clean));

  observed.untrimmed->after_trim_bytes = kPage * 900;  // the trim changed nothing
  BOOST_TEST((judged(observed).verdict == LeakVerdict::clean));
  BOOST_TEST(judged(observed).retention.has_value());

  // A leak is one, whatever is kept beside it.
  observed.untrimmed->after_trim_bytes = kPage * 500;
  series(observed, leak_metric::kLiveBytes) = rising(70'000, 16);
  BOOST_TEST((judged(observed).verdict == LeakVerdict::leak));
}

BOOST_AUTO_TEST_SUITE_END()

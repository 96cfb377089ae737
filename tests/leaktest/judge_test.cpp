#define BOOST_TEST_MODULE judge
#include "leaktest/judge.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <vector>

#include "reports/results/vocabulary.hpp"

using namespace alertsage;
using leaktest::CyclePlan;
using leaktest::CycleResult;
using reports::LeakMetric;
using reports::LeakSection;
using reports::LeakVerdict;

namespace {

constexpr std::size_t kLoads = 50;
constexpr double kLimit = 1024;

CyclePlan plan() {
  return {.strategy = "mmap",
          .mode = std::string(reports::leak_mode::kLoadPredictDrop),
          .loads = kLoads};
}

std::vector<double> flat(double value) {
  return std::vector<double>(kLoads, value);
}

std::vector<double> rising(double from, double step) {
  std::vector<double> values;
  for (std::size_t i = 0; i < kLoads; ++i) values.push_back(from + step * static_cast<double>(i));
  return values;
}

// A process in which nothing changes.
CycleResult quiet() {
  return {.first_load = {{"rss_anon_bytes", 8192}},
          .series = {{"rss_anon_bytes", flat(4096 * 500)},
                     {"heap_in_use_bytes", flat(70000)},
                     {"rss_file_bytes", flat(4096 * 900)},
                     {"rss_shmem_bytes", flat(0)},
                     {"descriptors", flat(5)},
                     {"mappings", flat(60)},
                     {"threads", flat(1)}}};
}

LeakSection judged(const CycleResult& result) {
  return judge(plan(), "small", result, kLimit);
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
  BOOST_TEST(section.loads == 50);
  BOOST_TEST((section.verdict == LeakVerdict::clean));
  BOOST_TEST(section.metrics.size() == 6u);
  BOOST_TEST((section.series == quiet().series));
  BOOST_TEST((section.first_load == quiet().first_load));
}

BOOST_AUTO_TEST_CASE(each_quantity_that_rises_is_a_leak_and_decides) {
  struct Row {
    const char* name;
    double step;
  };
  for (const Row& row :
       {Row{"heap_in_use_bytes", 64}, Row{"rss_anon_bytes", 8192}, Row{"rss_shmem_bytes", 8192},
        Row{"descriptors", 1}, Row{"mappings", 1}, Row{"threads", 1}}) {
    CycleResult result = quiet();
    result.series[row.name] = rising(1 << 20, row.step);
    const LeakSection section = judged(result);
    BOOST_TEST((section.verdict == LeakVerdict::leak), row.name);
    const LeakMetric* metric = find(section, row.name);
    BOOST_REQUIRE(metric != nullptr);
    BOOST_TEST(metric->slope_per_load.value_or(0) == row.step);
  }
}

BOOST_AUTO_TEST_CASE(pages_of_the_file_may_come_and_do_not_decide) {
  CycleResult result = quiet();
  result.series["rss_file_bytes"] = rising(0, 65536);
  const LeakSection section = judged(result);
  BOOST_TEST((section.verdict == LeakVerdict::clean));
  BOOST_TEST(find(section, "rss_file_bytes") == nullptr);
}

// Under another malloc the heap cannot be asked, in some containers RssAnon cannot; it was called
// clean then, on the word of the descriptors.
BOOST_AUTO_TEST_CASE(memory_that_cannot_be_measured_is_not_clean) {
  for (const char* name : {"heap_in_use_bytes", "rss_anon_bytes"}) {
    CycleResult result = quiet();
    result.series.erase(name);
    const LeakSection section = judged(result);
    BOOST_TEST((section.verdict == LeakVerdict::cannot_tell), name);
    const LeakMetric* metric = find(section, name);
    BOOST_REQUIRE(metric != nullptr);
    BOOST_TEST((metric->verdict == LeakVerdict::cannot_tell));
    BOOST_TEST(!metric->slope_per_load.has_value());

    result.series["descriptors"] = rising(5, 1);
    BOOST_TEST((judged(result).verdict == LeakVerdict::leak), name);
  }
}

BOOST_AUTO_TEST_CASE(other_quantities_may_be_absent) {
  CycleResult result = quiet();
  for (const char* name : {"rss_shmem_bytes", "descriptors", "mappings", "threads"}) {
    result.series.erase(name);
  }
  const LeakSection section = judged(result);
  BOOST_TEST((section.verdict == LeakVerdict::clean));
  BOOST_TEST(section.metrics.size() == 2u);
  BOOST_TEST((judged({}).verdict == LeakVerdict::cannot_tell));
}

BOOST_AUTO_TEST_CASE(one_page_once_is_no_leak) {
  CycleResult result = quiet();
  std::fill(result.series["rss_anon_bytes"].begin() + 30, result.series["rss_anon_bytes"].end(),
            4096 * 501);
  BOOST_TEST((judged(result).verdict == LeakVerdict::clean));
}

BOOST_AUTO_TEST_SUITE_END()

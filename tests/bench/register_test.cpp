#define BOOST_TEST_MODULE register
#include "bench/register.hpp"

#include <benchmark/benchmark.h>

#include <boost/test/unit_test.hpp>
#include <thread>

#include "bench/plan.hpp"
#include "core/base/error.hpp"

namespace alertsage::bench {
namespace {

using namespace std::chrono_literals;

// A row whose first samples are dropped; `taken` counts all.
SampleRow row_that_drops(int first, int& taken) {
  return {"load/made/model/warm", [first, &taken] {
            if (taken++ < first) throw probe::DroppedSample("4096 bytes were read from the device");
            return Sample{.elapsed = 1us};
          }};
}

// What the library reports of each repetition.
class Collector : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context&) override { return true; }
  void ReportRuns(const std::vector<Run>& runs) override {
    for (const Run& run : runs) {
      if (run.run_type != Run::RT_Iteration) continue;
      errors.push_back(run.error_message);
      times.push_back(run.GetAdjustedRealTime());
    }
  }
  std::vector<std::string> errors;
  std::vector<double> times;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(registering)

BOOST_AUTO_TEST_CASE(filters_as_the_library_does) {
  BOOST_TEST(RowFilter("").takes("load/mmap/a/warm"));
  BOOST_TEST(RowFilter("all").takes("load/mmap/a/warm"));
  BOOST_TEST(RowFilter("^load/(mmap|read)/").takes("load/mmap/a/warm"));
  BOOST_TEST(!RowFilter("^mmap").takes("load/mmap/a/warm"));
  BOOST_TEST(!RowFilter("-mmap").takes("load/mmap/a/warm"));
  BOOST_TEST(RowFilter("-joblib").takes("load/mmap/a/warm"));
}

// A row of whole processes was left out of a run because its first sample read the program itself
// from the device.
BOOST_AUTO_TEST_CASE(a_first_sample_without_proof_does_not_cost_the_row) {
  Suite suite;
  int taken = 0;
  suite.samples.push_back(row_that_drops(2, taken));
  const auto planned = plan_rows(suite, 1s, 0);
  BOOST_REQUIRE(planned.size() == 1U);
  BOOST_TEST(planned[0].repetitions == kMostRepetitions);
  BOOST_TEST(taken == 3);
  BOOST_TEST(suite.left_out.empty());
}

BOOST_AUTO_TEST_CASE(a_row_that_never_has_a_proof_is_left_out_with_the_reason) {
  Suite suite;
  int taken = 0;
  suite.samples.push_back(row_that_drops(1000, taken));
  BOOST_TEST(plan_rows(suite, 1s, 0).empty());
  BOOST_TEST(taken == 4);
  BOOST_TEST(suite.left_out.at("load/made/model/warm") ==
             "4 samples of 4 dropped, the last because 4096 bytes were read from the device");
}

// A batch of a hundred loads took a minute to be found too dear for a run of a minute.
BOOST_AUTO_TEST_CASE(a_row_whose_part_says_that_it_is_too_dear_is_not_tried) {
  Suite suite;
  suite.samples.push_back({"load/made/model/warm", [] {
                             std::this_thread::sleep_for(2ms);
                             return Sample{.elapsed = 2ms};
                           }});
  int taken = 0;
  suite.samples.push_back({.name = "batch/made/model/uncached/100",
                           .take =
                               [&taken] {
                                 ++taken;
                                 return Sample{.elapsed = 1us};
                               },
                           .part = "load/made/model/warm",
                           .times = 100});
  const auto planned = plan_rows(suite, 1s, 0);
  BOOST_TEST(planned.size() == 1U);
  BOOST_TEST(taken == 0);
  BOOST_TEST(suite.left_out.at("batch/made/model/uncached/100").find("do not fit") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(tries_are_part_of_the_budget) {
  Suite suite;
  suite.samples.push_back({"load/made/model/warm", [] {
                             std::this_thread::sleep_for(20ms);
                             return Sample{.elapsed = 20ms};
                           }});
  // Thirty of 20 ms would fit into 600 ms, were it not for the one that was tried.
  BOOST_TEST(plan_rows(suite, 600ms, 0).empty());
}

// The library reads a pointer that it never set where the first repetition is an error: a run ended
// by a fault whenever a row's first sample was dropped.
BOOST_AUTO_TEST_CASE(a_dropped_first_sample_is_reported_by_a_later_repetition) {
  RunLog log(5);
  int taken = 0;
  register_sample_row({row_that_drops(2, taken), 5}, log);
  Collector collector;
  benchmark::RunSpecifiedBenchmarks(&collector, ".");
  const std::string dropped = "dropped: 4096 bytes were read from the device";
  BOOST_TEST(collector.errors == (std::vector<std::string>{"", dropped, dropped, "", ""}));
  BOOST_TEST(taken == 5);
  benchmark::ClearRegisteredBenchmarks();
}

// A plug-in that crashed between the planning and its first repetition would have ended the run.
BOOST_AUTO_TEST_CASE(a_row_that_has_no_proof_any_more_keeps_the_sample_that_planned_it) {
  RunLog log(2);
  int taken = 0;
  register_sample_row({row_that_drops(1000, taken), 2, Sample{.elapsed = 7us}}, log);
  Collector collector;
  benchmark::RunSpecifiedBenchmarks(&collector, ".");
  BOOST_TEST(collector.times == (std::vector<double>{7000, 0}), boost::test_tools::per_element());
  benchmark::ClearRegisteredBenchmarks();
}

BOOST_AUTO_TEST_CASE(a_row_that_fails_ends_the_run) {
  Suite suite;
  suite.samples.push_back({"load/made/model/warm",
                           []() -> Sample { throw Error(ErrorKind::mismatch, "a wrong answer"); }});
  BOOST_CHECK_THROW(plan_rows(suite, 1s, 0), Error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::bench

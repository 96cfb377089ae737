// Documents written by the installed Google Benchmark itself.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <sstream>
#include <string>
#include <vector>

#include "reports/results/reader.hpp"

namespace alertsage::reports {
namespace {

// What the library prints for what is registered, which is forgotten afterwards.
std::string output_of_registered() {
  std::ostringstream out;
  benchmark::JSONReporter reporter;
  reporter.SetOutputStream(&out);
  reporter.SetErrorStream(&out);
  benchmark::RunSpecifiedBenchmarks(&reporter);
  benchmark::ClearRegisteredBenchmarks();
  return out.str();
}

std::size_t count_of(const Document& document, NoteKind kind) {
  std::size_t count = 0;
  for (const Note& note : document.notes) count += note.kind == kind;
  return count;
}

void run(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state) state.SetIterationTime(1e-3 * (1 + double(state.range(0))));
}

BOOST_AUTO_TEST_SUITE(library)

BOOST_AUTO_TEST_CASE(reads_manual_times_and_cuts_the_decorations) {
  for (const auto unit : {benchmark::kNanosecond, benchmark::kMicrosecond, benchmark::kMillisecond,
                          benchmark::kSecond}) {
    benchmark::RegisterBenchmark("load/mmap/a/warm", run)
        ->Arg(2)
        ->Iterations(1)
        ->Repetitions(4)
        ->UseManualTime()
        ->Unit(unit);
    const Document document = parse_document(output_of_registered(), "x");
    BOOST_REQUIRE(document.series.size() == 1U);
    BOOST_TEST(document.series[0].name == "load/mmap/a/warm/2");
    BOOST_TEST(document.series[0].rows.size() == 4U);
    for (const Row& row : document.series[0].rows) {
      BOOST_TEST(row.real_time_ns == 3e6, boost::test_tools::tolerance(1e-9));
      BOOST_TEST(row.iterations == 1);
    }
    BOOST_TEST(count_of(document, NoteKind::aggregate) >= 3U);
    BOOST_TEST(!context_value(document, "num_cpus").empty());
  }
}

BOOST_AUTO_TEST_CASE(reads_counters_and_labels_that_are_no_json) {
  benchmark::RegisterBenchmark("odd\"\x01\xFF",
                               [](benchmark::State& state) {
                                 run(state);
                                 state.SetLabel("a\tb");
                                 state.counters["nan"] = NAN;
                                 state.counters["infinite"] = -INFINITY;
                                 state.counters["iterations"] = 77;
                               })
      ->Arg(0)
      ->Iterations(5)
      ->UseManualTime();
  const Document document = parse_document(output_of_registered(), "x");
  BOOST_REQUIRE(document.series.size() == 1U);
  const Series& series = document.series[0];
  BOOST_TEST(series.name == "odd\"\x01\xFF/0");
  BOOST_TEST(series.label == "a\tb");
  BOOST_TEST(series.rows[0].iterations == 5);
  BOOST_TEST(std::isnan(series.rows[0].counters.at("nan")));
  BOOST_TEST(series.rows[0].counters.at("infinite") == -INFINITY);
  BOOST_TEST(count_of(document, NoteKind::shadowed) == 1U);
}

// Labels once split such a row into one of a single sample for each repetition.
BOOST_AUTO_TEST_CASE(a_label_that_varies_by_repetition_names_no_row) {
  int run = 0;
  benchmark::RegisterBenchmark(
      "a",
      [&](benchmark::State& state) {
        for ([[maybe_unused]] auto _ : state) benchmark::ClobberMemory();
        state.SetLabel("run " + std::to_string(run++ / 2));  // two of four have the same
      })
      ->Iterations(1)
      ->Repetitions(4);
  const Document varying = parse_document(output_of_registered(), "x");
  BOOST_REQUIRE(varying.series.size() == 1U);
  BOOST_TEST(varying.series[0].name == "a");
  BOOST_TEST(varying.series[0].label == "");
  BOOST_TEST(varying.series[0].rows.size() == 4U);

  for (const std::string label : {"x", "y"}) {
    benchmark::RegisterBenchmark("a",
                                 [label](benchmark::State& state) {
                                   for ([[maybe_unused]] auto _ : state) benchmark::ClobberMemory();
                                   state.SetLabel(label);
                                 })
        ->Iterations(1)
        ->Repetitions(4);
  }
  const Document two = parse_document(output_of_registered(), "x");
  BOOST_REQUIRE(two.series.size() == 2U);
  BOOST_TEST(two.series[0].name == "a/iterations:1/repeats:4 (x)");
  BOOST_TEST(two.series[1].name == "a/iterations:1/repeats:4 (y)");
}

// A counter `rms` once made a row pass for a complexity fit, and a counter `label` hid the label.
BOOST_AUTO_TEST_CASE(takes_a_counter_for_one_whatever_its_name) {
  const std::vector<std::string> names = {
      "rms",           "big_o",          "label",    "name",      "run_name",
      "run_type",      "skipped",        "rows",     "time_unit", "aggregate_name",
      "error_message", "error_occurred", "sequence", "context",   "max_bytes_used"};
  benchmark::RegisterBenchmark("odd",
                               [&](benchmark::State& state) {
                                 run(state);
                                 state.SetLabel("warm");
                                 for (const std::string& name : names) state.counters[name] = 7;
                               })
      ->Arg(1)
      ->Iterations(1)
      ->Repetitions(2)
      ->UseManualTime()
      ->Unit(benchmark::kMicrosecond);
  const Document document = parse_document(output_of_registered(), "x");
  BOOST_REQUIRE(document.series.size() == 1U);
  const Series& series = document.series[0];
  BOOST_TEST(series.name == "odd/1");
  BOOST_TEST(series.label == "warm");
  BOOST_REQUIRE(series.rows.size() == 2U);
  BOOST_TEST(series.rows[0].real_time_ns == 2e6, boost::test_tools::tolerance(1e-9));
  for (const std::string& name : names) {
    BOOST_TEST_CONTEXT(name) {
      BOOST_TEST(series.rows[0].counters.at(name) == 7);
    }
  }
  BOOST_TEST(document.notes.size() == count_of(document, NoteKind::aggregate));
}

BOOST_AUTO_TEST_CASE(makes_no_samples_of_failed_rows) {
  benchmark::RegisterBenchmark("fails", [](benchmark::State& state) {
    state.SkipWithError("no such model");
    for ([[maybe_unused]] auto _ : state) {
    }
  });
  const Document document = parse_document(output_of_registered(), "x");
  BOOST_TEST(document.series.empty());
  BOOST_REQUIRE(count_of(document, NoteKind::failed) == 1U);
  BOOST_TEST(document.notes[0].reason == "no such model");
}

// The library writes zeros for their times.
BOOST_AUTO_TEST_CASE(makes_no_samples_of_repetitions_that_failed) {
  int repetition = 0;
  benchmark::RegisterBenchmark("fails now and then",
                               [&](benchmark::State& state) {
                                 if (repetition++ % 3 == 1) state.SkipWithError("no memory");
                                 run(state);
                               })
      ->Arg(0)
      ->Iterations(1)
      ->Repetitions(6)
      ->UseManualTime();
  const Document document = parse_document(output_of_registered(), "x");
  BOOST_REQUIRE(document.series.size() == 1U);
  BOOST_TEST(document.series[0].rows.size() == 4U);
  BOOST_TEST(real_times(document.series[0])->min() == 1e6, boost::test_tools::tolerance(1e-9));
  BOOST_REQUIRE(count_of(document, NoteKind::failed) == 1U);
  const auto failed = std::find_if(document.notes.begin(), document.notes.end(),
                                   [](const Note& n) { return n.kind == NoteKind::failed; });
  BOOST_TEST(words_of(*failed) == "2 of 6 runs failed: no memory");
}

BOOST_AUTO_TEST_CASE(makes_no_samples_of_complexity_fits_and_aggregates) {
  benchmark::RegisterBenchmark("sort",
                               [](benchmark::State& state) {
                                 run(state);
                                 state.SetComplexityN(state.range(0));
                               })
      ->RangeMultiplier(2)
      ->Range(1, 8)
      ->Iterations(1)
      ->UseManualTime()
      ->Complexity(benchmark::oN);
  const Document fitted = parse_document(output_of_registered(), "x");
  BOOST_TEST(fitted.series.size() == 4U);
  BOOST_TEST(count_of(fitted, NoteKind::aggregate) == 2U);

  benchmark::RegisterBenchmark("load", run)
      ->Arg(1)
      ->Iterations(1)
      ->Repetitions(3)
      ->UseManualTime()
      ->ReportAggregatesOnly();
  const Document aggregates = parse_document(output_of_registered(), "x");
  BOOST_TEST(aggregates.series.empty());
  BOOST_TEST(count_of(aggregates, NoteKind::aggregate) >= 3U);
}

BOOST_AUTO_TEST_CASE(keeps_threads_apart) {
  benchmark::RegisterBenchmark("get", run)
      ->Arg(0)
      ->Iterations(10)
      ->UseRealTime()
      ->Threads(1)
      ->Threads(2);
  const Document document = parse_document(output_of_registered(), "x");
  BOOST_REQUIRE(document.series.size() == 2U);
  BOOST_TEST(document.series[1].name == "get/0/threads:2");
  BOOST_TEST(document.series[1].threads == 2);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

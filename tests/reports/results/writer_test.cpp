#include "reports/results/writer.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <string>

#include "reports/results/reader.hpp"

namespace alertsage::reports {
namespace {

LeakSection leak_section() {
  return {.name = "leak/mmap/alertsage/load-predict-drop",
          .strategy = "mmap",
          .model = "alertsage",
          .mode = "load-predict-drop",
          .loads = 50,
          .verdict = LeakVerdict::cannot_tell,
          .first_load = {{"rss_anon_bytes", 4096}, {"shared_bytes", 0}},
          .metrics = {{.name = "descriptors",
                       .kind = LeakMetricKind::counter,
                       .verdict = LeakVerdict::clean,
                       .slope_per_load = 0},
                      {.name = "heap_in_use_bytes",
                       .kind = LeakMetricKind::noisy,
                       .verdict = LeakVerdict::cannot_tell,
                       .slope_per_load = 0.1,
                       .slope_low = -1e-3,
                       .slope_high = 2.5e3,
                       .smallest_leak = 1.0 / 3}},
          .series = {{"descriptors", {5, 5, 5}}, {"heap_in_use_bytes", {1e9, 1e9 + 16, 1e9}}}};
}

Document document() {
  Document document;
  document.sources = {"x"};
  document.dates = {""};
  document.context = {{"json_schema_version", "1"}, {"alertsage.cpu", "AMD \"EPYC\"\n"}};
  document.series = {
      {.name = "load/mmap/a/warm",
       .run_name = "load/mmap/a/warm/iterations:1/manual_time",
       .label = "quick",
       .threads = 2,
       .rows = {{.repetition_index = 0,
                 .iterations = 1,
                 .real_time_ns = 0.1,
                 .cpu_time_ns = 1e-9,
                 .counters = {{"sequence", 3}, {"peak_rss_bytes", 12345678}}},
                {.repetition_index = 1, .iterations = 7, .real_time_ns = 1e18, .counters = {}}}}};
  document.leaks = {leak_section()};
  return document;
}

BOOST_AUTO_TEST_SUITE(writer)

BOOST_AUTO_TEST_CASE(writes_what_the_reader_reads_back) {
  // The second row has no `sequence`, so the rows stay as they stand.
  BOOST_TEST((parse_document(document_json(document()), "x") == document()));
}

// Only the notes are new: the reader makes them of what was rejected.
BOOST_AUTO_TEST_CASE(writes_rejected_samples_that_the_reader_reads_back) {
  Document written = document();
  written.rejected = {{.run_name = "load/mmap/a/warm/iterations:1/manual_time",
                       .kind = NoteKind::dropped,
                       .reason = "4096 bytes were read",
                       .sequence = 7},
                      {.run_name = "process/a b/cold",
                       .kind = NoteKind::failed,
                       .reason = "exited with 1: \"no such file\""}};
  Document read = parse_document(document_json(written), "x");
  BOOST_TEST(read.notes.size() == 2U);
  read.notes.clear();
  BOOST_TEST((read == written));
}

BOOST_AUTO_TEST_CASE(writes_strict_json_whatever_the_bytes_and_figures) {
  Document odd = document();
  odd.series[0].label = "a\xFF\x01";
  odd.series[0].rows[0].counters["rate"] = INFINITY;
  odd.leaks[0].series["descriptors"] = {NAN};
  const auto json = nlohmann::json::parse(document_json(odd));
  BOOST_TEST(json["benchmarks"][0]["label"] == "a\uFFFD\x01");
  BOOST_TEST(json["benchmarks"][0]["rate"].is_null());
  const Document read = parse_document(document_json(odd), "x");
  BOOST_TEST(std::isnan(read.series[0].rows[0].counters.at("rate")));
  BOOST_TEST(std::isnan(read.leaks[0].series.at("descriptors")[0]));
}

// What Google Benchmark's tools/compare.py asks of a file (gbench/util.py, gbench/report.py).
BOOST_AUTO_TEST_CASE(writes_what_the_librarys_own_tool_asks_for) {
  Document written = document();
  written.rejected = {{.run_name = "a", .reason = "why"}};
  const auto json = nlohmann::json::parse(document_json(written));
  BOOST_TEST(json["context"]["json_schema_version"] == 1);
  for (const std::string key : {"name", "run_name", "run_type", "real_time", "time_unit",
                                "repetition_index", "threads", "iterations"}) {
    for (const auto& row : json["benchmarks"]) BOOST_TEST(row.contains(key), key);
  }
}

BOOST_AUTO_TEST_CASE(writes_no_leak_section_where_there_is_none) {
  Document plain = document();
  plain.leaks.clear();
  BOOST_TEST(!nlohmann::json::parse(document_json(plain)).contains("leaktest"));
}

BOOST_AUTO_TEST_CASE(takes_a_metric_from_a_finding) {
  const LeakFinding nothing;
  const LeakMetric unknown = make_leak_metric("heap", LeakMetricKind::noisy, nothing);
  BOOST_TEST(!unknown.slope_low);
  BOOST_TEST((unknown.verdict == LeakVerdict::cannot_tell));
  const LeakFinding finding = {.verdict = LeakVerdict::leak,
                               .growth = 16,
                               .growth_bounds = Interval{15, 17, 0.99},
                               .smallest_leak = 4};
  const LeakMetric metric = make_leak_metric("heap", LeakMetricKind::noisy, finding);
  const LeakMetric expected = {"heap", LeakMetricKind::noisy, LeakVerdict::leak, 16, 15, 17, 4};
  BOOST_TEST((metric == expected));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

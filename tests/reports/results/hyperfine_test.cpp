#include "reports/results/hyperfine.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "reports/results/reader.hpp"

namespace alertsage::reports {
namespace {

using Notes = std::vector<Note>;

Document two_states() {
  Document document;
  document.context = {{"alertsage.command.load", "python3 ./load.py --model m"}};
  document.series = {
      {.run_name = "process/load/warm",
       .rows = {{.real_time_ns = 1e6, .counters = {{"user_seconds", 0.001}}},
                {.real_time_ns = 2e6, .counters = {{"user_seconds", 0.002}}},
                {.real_time_ns = 6e6, .counters = {{"user_seconds", 0.006}}}}},
      {.run_name = "process/load/cold", .rows = {{.real_time_ns = 5e8}}},
      {.run_name = "load/mmap/m/warm", .rows = {{.real_time_ns = 1}}},
      {.run_name = "process/mmap/m/cold/iterations:1/manual_time", .rows = {{.real_time_ns = 1}}}};
  return document;
}

BOOST_AUTO_TEST_SUITE(hyperfine)

// hyperfine -N -i -r 6 --export-json FILE 'cat /etc/hostname' 'cat /no/such/file'
BOOST_AUTO_TEST_CASE(reads_what_hyperfine_writes) {
  const Document document =
      read_document(std::filesystem::path(RESULT_FIXTURES) / "hyperfine-1.15.json");
  BOOST_REQUIRE(document.series.size() == 1U);
  const Series& series = document.series[0];
  BOOST_TEST(series.name == "process/cat hostname/unproven");
  BOOST_REQUIRE(series.rows.size() == 6U);
  BOOST_TEST(context_value(document, "alertsage.command.cat hostname") == "cat /etc/hostname");
  BOOST_TEST(context_value(document, "alertsage.timed_to") == "exit");
  BOOST_TEST(!context_value(document, "alertsage.state.unproven").empty());
  BOOST_REQUIRE(document.notes.size() == 1U);
  BOOST_TEST(document.notes[0].subject == "process/cat file/unproven");
  BOOST_TEST(words_of(document.notes[0]) == "6 of 6 runs failed: exited with 1");
}

BOOST_AUTO_TEST_CASE(keeps_times_in_their_order_and_takes_no_failure_for_a_sample) {
  const Document document = parse_document(
      R"({"results": [{"command": "a", "times": [0.25, 0.5, 0.125, 1], "exit_codes": [0, 2, 0, null],
          "memory_usage_byte": [1, 2, 3, 4], "user": 7, "parameters": {"n": "1"}},
         {"command": "a", "times": [3]}]})",
      "x");
  const auto times = real_times(document.series.at(0));
  BOOST_TEST((times->values()[0] == 0.25e9 && times->values()[1] == 0.125e9));
  BOOST_TEST(document.series[0].rows[1].counters.at("sequence") == 2);
  BOOST_TEST(document.series[0].rows[1].counters.size() == 1U);
  BOOST_TEST(document.series.at(1).name == "process/a (2)/unproven");
  BOOST_TEST((document.notes == Notes{{NoteKind::failed, "process/a/unproven",
                                       "exited with 2; ended by a signal", "x", "2 of 4 runs"}}));
}

BOOST_AUTO_TEST_CASE(notes_what_has_no_times) {
  const Document document = parse_document(
      R"({"results": [{"command": "a", "mean": 1}, {"command": "b", "times": [1, "x"]}]})", "x");
  BOOST_TEST((document.notes ==
              Notes{{NoteKind::unusable, "process/a/unproven", "no times", "x"},
                    {NoteKind::unusable, "process/b/unproven", "a time is \"x\"", "x"}}));
  const Document cut = parse_document(R"({"results": [{"command": "a", "times": [1, 2)", "x");
  BOOST_TEST((cut.notes.at(0).kind == NoteKind::truncated));
  BOOST_CHECK_THROW(parse_document(R"({"results": [{"name": "a"}]})", "x"), Error);
  BOOST_CHECK_THROW(parse_document(R"({"results": 1})", "x"), Error);
}

BOOST_AUTO_TEST_CASE(computes_what_hyperfine_computed) {
  const auto path = std::filesystem::path(RESULT_FIXTURES) / "hyperfine-1.15.json";
  const auto theirs = nlohmann::json::parse(std::ifstream(path))["results"][0];
  const auto ours = nlohmann::json::parse(hyperfine_json(read_document(path)))["results"][0];
  for (const std::string key : {"mean", "stddev", "median", "min", "max"}) {
    BOOST_TEST(ours[key].get<double>() == theirs[key].get<double>(),
               boost::test_tools::tolerance(1e-9));
  }
  BOOST_TEST(ours["exit_codes"] == theirs["exit_codes"]);
}

// The arithmetic is done by hand: mean 3 ms, variance (4 + 1 + 9) / 2.
BOOST_AUTO_TEST_CASE(writes_one_result_a_process_row) {
  const auto json = nlohmann::json::parse(hyperfine_json(two_states()));
  BOOST_REQUIRE(json["results"].size() == 3U);
  const auto& warm = json["results"][0];
  BOOST_TEST(warm["command"] == "load (warm)");
  BOOST_TEST(warm["parameters"]["state"] == "warm");
  BOOST_TEST(warm["mean"].get<double>() == 3e-3, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(warm["stddev"].get<double>() == 2.6457513110645907e-3,
             boost::test_tools::tolerance(1e-12));
  BOOST_TEST(warm["median"] == 2e-3);
  BOOST_TEST(warm["min"] == 1e-3);
  BOOST_TEST(warm["max"] == 6e-3);
  BOOST_TEST(warm["times"].size() == 3U);
  BOOST_TEST((warm["exit_codes"] == std::vector{0, 0, 0}));
  BOOST_TEST(warm["user"].get<double>() == 3e-3, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(warm["system"].is_null());
  BOOST_TEST(json["results"][1]["stddev"].is_null());
  BOOST_TEST(json["results"][2]["command"] == "mmap m (cold)");
}

BOOST_AUTO_TEST_CASE(does_not_read_what_it_wrote_for_others) {
  BOOST_CHECK_EXCEPTION(parse_document(hyperfine_json(two_states()), "x"), Error,
                        [](const Error& error) {
                          return error.cause().find("result document") != std::string::npos;
                        });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

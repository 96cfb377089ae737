#include "reports/charts/process_rows.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "tests/reports/charts/fixture.hpp"

namespace alertsage::reports {
namespace {

Series series_of(std::string run_name, const std::vector<double>& times, int first_block = 0) {
  Series series{.name = run_name, .run_name = run_name};
  for (const double time : times) {
    series.rows.push_back(
        {.real_time_ns = time, .counters = {{"block", first_block + double(series.rows.size())}}});
  }
  return series;
}

// Ten blocks in which the machine slows down tenfold.
std::vector<double> drifting(double factor) {
  std::vector<double> times;
  for (int i = 0; i < 10; ++i) times.push_back(factor * std::pow(10.0, i / 9.0));
  return times;
}

std::vector<std::string> names_of(const ProcessState& state) {
  std::vector<std::string> names;
  for (const ProcessRow& row : state.rows) names.push_back(row.command);
  return names;
}

BOOST_AUTO_TEST_SUITE(process_rows)

BOOST_AUTO_TEST_CASE(lists_commands_by_state_with_floors_last) {
  Document document;
  document.series = {series_of("process/do-nothing-static/warm", {1}),
                     series_of("process/b/cold", {1}),
                     series_of("process/a/warm", {1}),
                     series_of("process/b/warm", {1}),
                     series_of("load/mmap/m/warm", {1}),
                     series_of("process/mmap/m/cold", {1})};
  document.notes = {{NoteKind::failed, "process/c/cold", "exited with 1", "f", "9 of 9 runs"}};
  const Measurements measurements(document);
  const auto states = process_states(measurements);
  BOOST_REQUIRE(states.size() == 2U);
  BOOST_TEST(states[0].state == "warm");
  BOOST_TEST((names_of(states[0]) == std::vector<std::string>{"b", "a", "do-nothing-static"}));
  BOOST_TEST((names_of(states[1]) == std::vector<std::string>{"b", "c"}));
  BOOST_TEST((states[0].rows[0].paint == states[1].rows[0].paint));
  BOOST_TEST(states[1].rows[1].timed == nullptr);
  BOOST_TEST(states[1].rows[1].notes.size() == 1U);
}

// Unpaired, the drift of the machine would hide a factor of 3.
BOOST_AUTO_TEST_CASE(pairs_samples_by_block) {
  Document document;
  document.series = {series_of("process/a/warm", drifting(1)),
                     series_of("process/b/warm", drifting(3))};
  document.series[1].rows.erase(document.series[1].rows.begin() + 2);  // it was dropped
  const Measurements measurements(document);
  const auto states = process_states(measurements);
  const auto ratio = process_ratio(states[0].rows[0], states[0].rows[1]);
  BOOST_REQUIRE(ratio.has_value());
  BOOST_TEST(ratio->paired);
  BOOST_TEST(ratio->ratio.estimate == 3, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(ratio->ratio.interval->low == 3, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(ratio->ratio.interval->high == 3, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(pairs_no_blocks_of_different_documents) {
  Document document;
  document.sources = {"1.json", "2.json"};
  document.series = {series_of("process/a/warm", drifting(1)),
                     series_of("process/b/warm", drifting(3))};
  for (Row& row : document.series[1].rows) row.source = 1;
  const Measurements measurements(document);
  const auto states = process_states(measurements);
  const auto ratio = process_ratio(states[0].rows[0], states[0].rows[1]);
  BOOST_REQUIRE(ratio.has_value());
  BOOST_TEST(!ratio->paired);
  BOOST_TEST(ratio->ratio.interval->low < 1);
}

BOOST_AUTO_TEST_CASE(compares_with_the_reference_else_with_the_fastest) {
  Document document;
  document.series = {series_of("process/a/warm", {2}), series_of("process/b/warm", {1}),
                     series_of("process/do-nothing-static/warm", {0.5})};
  const Measurements measurements(document);
  const ProcessState state = process_states(measurements).at(0);
  BOOST_TEST(base_of(state, document)->command == "b");
  document.context = {{"alertsage.reference", "a"}};
  BOOST_TEST(base_of(state, document)->command == "a");
  BOOST_TEST(fastest_of(state)->command == "b");
}

BOOST_AUTO_TEST_CASE(has_no_figure_of_a_counter_that_a_sample_lacks) {
  Document document;
  document.series = {series_of("process/a/warm", {2, 3})};
  document.series[0].rows[0].counters["exit_ns"] = 7;
  const Measurements measurements(document);
  const ProcessState state = process_states(measurements).at(0);
  BOOST_TEST(measured_counter(state.rows[0], "block")->median == 0.5);
  BOOST_TEST(!measured_counter(state.rows[0], "exit_ns"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

#include "reports/charts/start_chart.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/reports/charts/fixture.hpp"

namespace alertsage::reports {
namespace {

Document with_reports(double first_output, double load, double answer) {
  Document document;
  Series series{.name = "process/a/warm", .run_name = "process/a/warm"};
  for (const double noise : {1.0, 2.0, 3.0}) {
    series.rows.push_back({.real_time_ns = 1,
                           .counters = {{"first_output_ns", first_output + noise},
                                        {"reported_load_ns", load},
                                        {"reported_first_answer_ns", answer + noise}}});
  }
  document.series = {series};
  return document;
}

std::optional<StartParts> parts_of(const Document& document) {
  const Measurements measurements(document);
  return start_parts(process_states(measurements).at(0).rows.at(0));
}

BOOST_AUTO_TEST_SUITE(start_charts)

BOOST_AUTO_TEST_CASE(takes_what_the_process_reports_from_its_first_output) {
  const auto parts = parts_of(with_reports(1000, 100, 300));
  BOOST_REQUIRE(parts.has_value());
  BOOST_TEST(parts->outside == 700);
  BOOST_TEST(parts->load == 100);
  BOOST_TEST(parts->answer == 202);  // the median of 201, 202 and 203
}

BOOST_AUTO_TEST_CASE(has_no_parts_where_they_contradict_each_other) {
  BOOST_TEST(!parts_of(with_reports(200, 100, 300)));  // output before the answer
  BOOST_TEST(!parts_of(with_reports(1000, 400, 300)));
}

BOOST_AUTO_TEST_CASE(draws_a_bar_a_row_that_reports) {
  const Document document = fixture::processes();
  const Measurements measurements(document);
  const auto chart = start_chart(process_states(measurements));
  BOOST_REQUIRE(chart.has_value());
  BOOST_TEST(chart->wide.panels.at(0).strokes.size() == 9U);  // one command in three states
  BOOST_TEST(chart->alt.find("classify warm: spawn and start-up 819 us (44 %), load") !=
             std::string::npos);
  const Document foreign = fixture::processes_of_hyperfine();
  BOOST_TEST(!start_chart(process_states(Measurements(foreign))));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

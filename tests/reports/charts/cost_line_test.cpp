#include "reports/charts/cost_line.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

#include "reports/charts/total_time_chart.hpp"
#include "tests/reports/charts/fixture.hpp"

namespace alertsage::reports {
namespace {

const CostLine& named(const std::vector<CostLine>& lines, std::string_view name) {
  const auto found = std::find_if(lines.begin(), lines.end(),
                                  [&](const CostLine& line) { return line.name == name; });
  BOOST_REQUIRE(found != lines.end());
  return *found;
}

// Rows without noise: load, first prediction and prediction of two strategies.
Document exact_document() {
  Document document;
  const auto add = [&](std::string name, double ns) {
    fixture::add_series(document, std::move(name), ns, 10, 0);
  };
  add("load/joblib/m/warm", 80000);
  add("first_prediction/joblib/m/warm", 81000);
  add("load/mmap/m/warm", 100);
  add("first_prediction/mmap/m/warm", 500);
  add("predict/mmap/m", 200);
  add("process/mmap/m/warm", 2200);
  return document;
}

BOOST_AUTO_TEST_SUITE(cost_line)

BOOST_AUTO_TEST_CASE(breaks_even_where_both_cost_the_same) {
  const CostLine cached{.once = 80, .each = 2};
  const CostLine each_time{.each = 6};
  const auto incidents = break_even(cached, each_time);
  BOOST_REQUIRE(incidents.has_value());
  BOOST_TEST(*incidents == 20);
  BOOST_TEST(cached.total(20) == each_time.total(20));
  BOOST_TEST(*break_even(each_time, cached) == 20);
}

BOOST_AUTO_TEST_CASE(has_no_break_even_between_parallel_or_diverging_lines) {
  BOOST_TEST(!break_even({.once = 80, .each = 2}, {.each = 2}).has_value());
  BOOST_TEST(!break_even({.once = 80, .each = 6}, {.each = 2}).has_value());
  BOOST_TEST(!break_even({.each = 6}, {.each = 2}).has_value());
}

BOOST_AUTO_TEST_CASE(computes_lines_from_medians) {
  const Document document = exact_document();
  const auto lines = cost_lines(Measurements(document), "m");
  BOOST_TEST(named(lines, "joblib each time").total(10) == 810000);
  BOOST_TEST(named(lines, "joblib cached").total(10) == 81000 + 9 * 200);
  BOOST_TEST(named(lines, "mmap each time").total(10) == 5000);
  BOOST_TEST(named(lines, "mmap cached").total(1) == 500);
  BOOST_TEST(named(lines, "mmap, new process").total(3) == 6600);
  BOOST_TEST(lines.size() == 5);
  BOOST_TEST(lines.front().from_first_prediction);
}

BOOST_AUTO_TEST_CASE(adds_a_load_and_a_prediction_where_no_first_prediction_was_measured) {
  Document document = exact_document();
  std::erase_if(document.series,
                [](const Series& series) { return series.name.starts_with("first_prediction/"); });
  const auto lines = cost_lines(Measurements(document), "m");
  BOOST_TEST(named(lines, "mmap each time").total(10) == 3000);
  BOOST_TEST(!lines.front().from_first_prediction);
}

BOOST_AUTO_TEST_CASE(is_empty_without_predictions) {
  const Document document = fixture::two_rows();
  BOOST_TEST(cost_lines(Measurements(document), "mine").empty());
}

BOOST_AUTO_TEST_CASE(finds_crossings_in_order_and_says_who_is_cheaper_before) {
  const Document document = exact_document();
  const auto lines = cost_lines(Measurements(document), "m");
  const auto found = crossings(lines);
  BOOST_REQUIRE(found.size() == 2);
  // 80,800 + 200 n against 2,200 n, and against 500 n.
  BOOST_TEST(found[0].incidents == 80800.0 / 2000, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(found[0].before->name == "mmap, new process");
  BOOST_TEST(found[0].after->name == "joblib cached");
  BOOST_TEST(found[1].incidents == 80800.0 / 300, boost::test_tools::tolerance(1e-9));
  for (const Crossing& crossing : found) {
    BOOST_TEST(crossing.before->total(crossing.incidents / 2) <
               crossing.after->total(crossing.incidents / 2));
  }
}

BOOST_AUTO_TEST_CASE(measures_how_far_batches_lie_from_their_lines) {
  std::vector<CostLine> lines{{.once = 80, .each = 2}};
  BOOST_TEST(!largest_deviation(lines).has_value());
  lines[0].measured = {{5, 90}, {100, 140}};  // on the line, and half of it
  BOOST_TEST(*largest_deviation(lines) == 2);
  lines[0].measured = {{5, 90}};
  BOOST_TEST(*largest_deviation(lines) == 1);
}

BOOST_AUTO_TEST_CASE(takes_only_the_load_of_python_and_crosses_it_with_nothing) {
  Document document = exact_document();
  fixture::add_series(document, "load/python-joblib/m/warm", 3000, 10, 0);
  const auto lines = cost_lines(Measurements(document), "m");
  BOOST_TEST(named(lines, "Python load each time").load_only);
  for (const Crossing& crossing : crossings(lines)) {
    BOOST_TEST(!crossing.before->load_only);
    BOOST_TEST(!crossing.after->load_only);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

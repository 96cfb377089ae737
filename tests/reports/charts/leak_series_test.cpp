#include "reports/charts/leak_series.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "tests/reports/charts/fixture.hpp"

namespace alertsage::reports {
namespace {

std::vector<std::string> names_of(const std::vector<LeakSeries>& all) {
  std::vector<std::string> names;
  for (const LeakSeries& series : all) names.push_back(series.name);
  return names;
}

BOOST_AUTO_TEST_SUITE(leak_series)

BOOST_AUTO_TEST_CASE(puts_first_what_decides_and_then_the_worst) {
  using enum LeakVerdict;
  const LeakSection section{
      .metrics = {{.name = "rss_anon_bytes", .verdict = clean},
                  {.name = "descriptors", .verdict = leak, .warm_up_loads = 1},
                  {.name = "threads", .verdict = cannot_tell},
                  {.name = "live_bytes", .verdict = leak},
                  {.name = "mappings", .verdict = clean}},
      .series = {{"rss_anon_bytes", {1, 9, 1}},
                 {"rss_file_bytes", {1, 2, 3}},
                 {"pss_bytes", {1, 5, 3}},
                 {"descriptors", {1, 2, 3}},
                 {"threads", {1, 2, 1}},
                 {"live_bytes", {1, 2, 3}},
                 {"mappings", {4, 4, 4}}}};
  const std::vector<LeakSeries> moving = moving_series(section);
  const std::vector<std::string> expected{"descriptors",    "live_bytes", "threads",
                                          "rss_anon_bytes", "pss_bytes",  "rss_file_bytes"};
  BOOST_TEST(names_of(moving) == expected, boost::test_tools::per_element());
  BOOST_TEST(moving[0].warm_up_loads == 1U);
  BOOST_TEST(moving[1].warm_up_loads == 0U);
  BOOST_TEST(moving[5].warm_up_loads == 1U);  // not judged: cut like the rest
  BOOST_TEST(moving[5].metric == nullptr);
  const std::vector<std::string> constant{"mappings"};
  BOOST_TEST(constant_quantities(section) == constant, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(never_takes_the_whole_series_for_a_warm_up) {
  const LeakSection section{.metrics = {{.name = "threads", .warm_up_loads = 1000}},
                            .series = {{"threads", {1, 2, 3}}}};
  BOOST_TEST(moving_series(section).at(0).warm_up_loads == 2U);
}

BOOST_AUTO_TEST_CASE(does_not_take_what_is_no_number_for_a_movement) {
  const LeakSection section{.series = {{"a", {1, NAN, 1}}, {"b", {NAN, NAN}}, {"c", {}}}};
  BOOST_TEST(moving_series(section).empty());
  BOOST_TEST(constant_quantities(section).size() == 2U);
}

BOOST_AUTO_TEST_CASE(thins_without_losing_a_peak) {
  std::vector<Point> points;
  for (int i = 0; i < 1000; ++i) {
    points.push_back({static_cast<double>(i), i == 617 ? 99.0 : i == 618 ? -99.0 : i % 7});
  }
  const std::vector<Point> thin = thinned(points, 240);
  BOOST_TEST(thin.size() <= 240U);
  const auto has = [&](const Point& point) {
    return std::find(thin.begin(), thin.end(), point) != thin.end();
  };
  BOOST_TEST(has(points[617]));
  BOOST_TEST(has(points[618]));
  BOOST_TEST(std::is_sorted(thin.begin(), thin.end(),
                            [](const Point& a, const Point& b) { return a.x < b.x; }));
  BOOST_TEST((thinned({{1, 2}, {2, 3}}, 4) == std::vector<Point>{{1, 2}, {2, 3}}));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

#include "reports/charts/sides_chart.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>

#include "reports/charts/axes.hpp"

namespace alertsage::reports {
namespace {

Sides sides(std::vector<double> base, std::vector<double> contender) {
  return {.name = "load/a",
          .metric = "real_time",
          .base = std::move(base),
          .contender = std::move(contender),
          .text = linear_time_tick};
}

bool has_text(const Figure& figure, std::string_view text) {
  return std::any_of(figure.texts.begin(), figure.texts.end(),
                     [&](const Text& other) { return other.text == text; });
}

BOOST_AUTO_TEST_SUITE(sides_of_a_row)

BOOST_AUTO_TEST_CASE(shows_both_medians_on_one_axis) {
  const auto chart = sides_chart(sides({90, 100, 110}, {190, 200, 210}));
  for (const Figure* figure : {&chart->wide, &chart->narrow}) {
    BOOST_TEST(has_text(*figure, "BASE 100 ns"));
    BOOST_TEST(has_text(*figure, "NEW 200 ns"));
    const Axis& x = figure->panels.at(0).x;
    BOOST_TEST(x.low <= 90);
    BOOST_TEST(x.high >= 210);
  }
  BOOST_TEST(chart->alt == "load/a, real_time: medians 100 ns in BASE, 200 ns in NEW.");
}

BOOST_AUTO_TEST_CASE(counts_what_lies_far_out_instead_of_pressing_the_rest_flat) {
  std::vector<double> base;
  for (int i = 0; i < 40; ++i) base.push_back(100 + i % 10);
  std::vector<double> contender = base;
  contender.push_back(5000);
  contender.push_back(1e6);
  const Figure figure = sides_chart(sides(base, contender))->wide;
  const Panel& panel = figure.panels.at(0);
  BOOST_TEST(panel.x.high < 200);
  BOOST_TEST(has_text(figure, "2 further out →"));
  for (const Stroke& stroke : panel.strokes) {
    for (const Point& point : stroke.points) {
      if (std::isfinite(point.x)) BOOST_TEST(point.x <= panel.x.high);
    }
  }
}

// Texts of ticks have three digits: steps that are finer would all read alike.
BOOST_AUTO_TEST_CASE(has_ticks_that_read_differently_however_alike_the_samples) {
  for (const double scale : {1.0, 99.9, 101.0, 1e7}) {
    const Axis x =
        sides_chart(sides({scale, scale * 1.00001}, {scale, scale * 1.00002}))->wide.panels.at(0).x;
    BOOST_REQUIRE(x.ticks.size() >= 2U);
    for (std::size_t i = 1; i < x.ticks.size(); ++i) {
      BOOST_TEST(x.ticks[i].text != x.ticks[i - 1].text);
    }
  }
}

BOOST_AUTO_TEST_CASE(draws_samples_that_are_all_zero) {
  BOOST_TEST(sides_chart(sides({0, 0}, {0, 0})).has_value());
  BOOST_TEST(!sides_chart(sides({1}, {1, 2})).has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

#include "reports/charts/ratio_chart.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <set>

#include "core/base/printable.hpp"
#include "reports/charts/gnuplot.hpp"
#include "reports/charts/ratio_axis.hpp"

namespace alertsage::reports {
namespace {

RatioRow row(std::string name, double ratio, double low, double high, Outcome outcome) {
  return {.name = std::move(name),
          .ratio = Ratio{ratio, Interval{low, high, 0.95}},
          .outcome = outcome,
          .word = "word",
          .figure = "figure"};
}

RatioRows rows(std::size_t count) {
  RatioRows made{.metric = "real_time", .limit = 0.05};
  for (std::size_t i = 0; i < count; ++i) {
    made.rows.push_back(row("row", 1, 0.98, 1.02, Outcome::same));
  }
  return made;
}

BOOST_AUTO_TEST_SUITE(ratios)

BOOST_AUTO_TEST_CASE(has_nothing_to_show_without_rows) {
  BOOST_TEST(!ratio_chart({}).has_value());
}

BOOST_AUTO_TEST_CASE(tells_outcomes_apart_without_colour) {
  std::set<std::pair<int, bool>> shapes;
  for (const Outcome outcome :
       {Outcome::worse, Outcome::better, Outcome::same, Outcome::not_worse, Outcome::cannot_tell}) {
    const OutcomeStyle style = outcome_style(outcome);
    shapes.insert({static_cast<int>(style.symbol), style.filled});
    BOOST_TEST(
        (std::find(kDrawnPaints.begin(), kDrawnPaints.end(), style.paint) != kDrawnPaints.end()));
  }
  BOOST_TEST(shapes.size() == 5U);
}

BOOST_AUTO_TEST_CASE(gives_each_row_a_line_of_its_own_in_order) {
  for (const std::size_t count : {1U, 20U, 60U}) {
    const auto chart = ratio_chart(rows(count));
    for (const Figure* figure : {&chart->wide, &chart->narrow}) {
      const Panel& panel = figure->panels.at(0);
      BOOST_TEST(panel.marks.size() == count);
      double above = 0;
      for (const Marks& marks : panel.marks) {
        const double y = pixel_of(panel, marks.points.at(0)).y;
        BOOST_TEST(y >= above + 20);
        BOOST_TEST(y < panel.box.bottom);
        above = y;
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(puts_marks_at_their_ratios_and_shades_the_limit) {
  RatioRows made = rows(1);
  made.rows[0] = row("a", 1.2, 1.1, 1.3, Outcome::worse);
  const Panel panel = ratio_chart(made)->wide.panels.at(0);
  BOOST_TEST(panel.marks.at(0).points.at(0).x == 1.2);
  BOOST_TEST((panel.marks[0].symbol == Symbol::triangle_up));
  const bool drawn =
      std::any_of(panel.strokes.begin(), panel.strokes.end(), [](const Stroke& stroke) {
        return stroke.points.size() == 2 && stroke.points[0].x == 1.1 && stroke.points[1].x == 1.3;
      });
  BOOST_TEST(drawn);
  BOOST_TEST(panel.bands.at(0).to == 1.05);
  BOOST_TEST(panel.bands[0].from == 1 / 1.05);
}

// A single row a hundred times as slow would press all others onto a line.
BOOST_AUTO_TEST_CASE(marks_what_lies_far_out_at_the_end_of_the_axis) {
  RatioRows made = rows(20);
  made.rows[3] = row("far", 100, 90, 110, Outcome::worse);
  made.rows[5] = row("near", 1.2, 1.1, 1.3, Outcome::worse);
  const Panel panel = ratio_chart(made)->wide.panels.at(0);
  BOOST_TEST(panel.x.high > 1.2);
  BOOST_TEST(panel.x.high < 1.4);
  const double at = panel.marks.at(3).points.at(0).x;
  BOOST_TEST(at < panel.x.high);
  BOOST_TEST(at > 1.15);
  const auto arrowheads =
      std::count_if(panel.strokes.begin(), panel.strokes.end(), [&](const Stroke& stroke) {
        return stroke.points.size() == 3 && stroke.points[1].x == panel.x.high;
      });
  BOOST_TEST(arrowheads == 3 + (1.3 > panel.x.high));  // the ratio and both ends
  for (const Stroke& stroke : panel.strokes) {
    for (const Point& point : stroke.points) {
      BOOST_TEST(point.x >= panel.x.low * (1 - 1e-12));
      BOOST_TEST(point.x <= panel.x.high * (1 + 1e-12));
    }
  }
}

BOOST_AUTO_TEST_CASE(reaches_all_rows_where_all_lie_far_out) {
  const std::vector<double> ratios{90, 100, 110};
  const Axis axis = ratio_axis(ratios, 0.05, 8);
  BOOST_TEST(axis.high > 110);
  BOOST_TEST(axis.low < 1 / 1.05);
}

BOOST_AUTO_TEST_CASE(has_ticks_in_percent_inside_the_axis_and_apart) {
  const std::vector<std::vector<double>> cases{{},          {1},   {1.001, 0.999}, {0.5, 2},
                                               {0.01, 100}, {1e9}, {1e-9}};
  for (const std::vector<double>& ratios : cases) {
    Axis axis = ratio_axis(ratios, 0.05, 7);
    BOOST_TEST(axis.low > 0);
    BOOST_TEST(axis.ticks.size() <= 9U);
    std::sort(axis.ticks.begin(), axis.ticks.end(),
              [](const Tick& a, const Tick& b) { return a.at < b.at; });
    for (std::size_t i = 0; i < axis.ticks.size(); ++i) {
      BOOST_TEST(axis.ticks[i].at >= axis.low);
      BOOST_TEST(axis.ticks[i].at <= axis.high);
      if (i == 0) continue;
      BOOST_TEST(std::log(axis.ticks[i].at / axis.ticks[i - 1].at) >=
                 0.99 * std::log(axis.high / axis.low) / 7);
    }
  }
  BOOST_TEST(ratio_tick(1) == "0");
  BOOST_TEST(ratio_tick(1.05) == "+5 %");
  BOOST_TEST(ratio_tick(0.995) == "-0.5 %");
  BOOST_TEST(ratio_tick(10) == "10x");
}

BOOST_AUTO_TEST_CASE(shows_rows_that_have_no_ratio_without_a_mark) {
  RatioRows made = rows(2);
  made.rows[1].ratio.reset();
  const Figure figure = ratio_chart(made)->wide;
  BOOST_TEST(figure.panels.at(0).marks.size() == 1U);
  BOOST_TEST(figure.texts.size() == 4U);
}

BOOST_AUTO_TEST_CASE(keeps_names_to_their_room_whatever_they_hold) {
  RatioRows made = rows(2);
  made.rows[0].name = std::string(60, '\x01') + std::string(60, 'a');
  made.rows[1].name = std::string(120, 'x');
  for (RatioRow& each : made.rows) each.word = "cannot tell";
  for (RatioRow& each : made.rows) each.figure = "+0.1 %";
  const auto chart = ratio_chart(made);
  for (const Text& text : chart->wide.texts) {
    BOOST_TEST(columns(printable(text.text, 1000)) <= 44U);
  }
  // Above a row on a narrow page: the name, and what was found. A letter of DejaVu Sans at this
  // size is 7 pixels wide, a bold one 8.
  const auto& texts = chart->narrow.texts;
  for (std::size_t i = 0; i < texts.size(); i += 2) {
    const auto letters = [&](const Text& text) {
      return static_cast<double>(columns(printable(text.text, 1000)));
    };
    BOOST_TEST(texts[i].at.x + 7 * letters(texts[i]) + 10 <
               texts[i + 1].at.x - 8 * letters(texts[i + 1]));
  }
  const std::vector<Figure> figures{chart->wide, chart->narrow};
  for (const std::string& svg : draw(figures)) {
    BOOST_TEST(svg.find('\x01') == std::string::npos);
  }
}

BOOST_AUTO_TEST_CASE(names_what_changed_for_who_does_not_see_it) {
  RatioRows made = rows(3);
  made.rows[0] = row("load/a", 1.2, 1.1, 1.3, Outcome::worse);
  made.rows[0].word = "slower";
  made.rows[0].figure = "+20 %";
  BOOST_TEST(ratio_chart(made)->alt == "3 rows. 1 slower: load/a +20 %.");
  BOOST_TEST(ratio_chart(rows(1))->alt == "1 row.");
}

BOOST_AUTO_TEST_CASE(has_no_limit_to_shade_where_numbers_are_compared_exactly) {
  RatioRows made = rows(1);
  made.limit = 0;
  BOOST_TEST(ratio_chart(made)->caption.find("0 %") == std::string::npos);
  BOOST_TEST(ratio_chart(made)->caption.find("Compared exactly") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

#include "reports/charts/figure_script.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>

namespace alertsage::reports {
namespace {

Figure one_line() {
  Figure figure{.width = 400, .height = 200};
  Panel panel{.box = {.left = 40, .top = 20, .right = 360, .bottom = 180},
              .x = {.scale = Scale::logarithmic, .low = 1, .high = 1000, .ticks = {{10, "ten"}}},
              .y = {.low = 0, .high = 1}};
  panel.strokes.push_back({.points = {{1, 0}, {1000, 1}}, .paint = kBlue});
  figure.panels.push_back(panel);
  return figure;
}

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

BOOST_AUTO_TEST_SUITE(figure_script)

BOOST_AUTO_TEST_CASE(quotes_texts_so_that_nothing_in_them_is_run) {
  BOOST_TEST(gnuplot_quoted("mmap") == "'mmap'");
  BOOST_TEST(gnuplot_quoted("it's") == "'it\u2019s'");
  BOOST_TEST(gnuplot_quoted("`touch x`\n\"@") == "'`touch x`\\x0a\"@'");
  BOOST_TEST(gnuplot_quoted("\xff") == "'\\xff'");
}

BOOST_AUTO_TEST_CASE(draws_into_the_named_file_at_the_figures_size) {
  const std::string script = gnuplot_script(one_line(), "0.svg");
  BOOST_TEST(has(script, "set terminal svg size 400,200 noenhanced"));
  BOOST_TEST(has(script, "set output '0.svg'"));
  BOOST_TEST(has(script, "unset output"));
}

BOOST_AUTO_TEST_CASE(writes_axes_lines_and_ticks) {
  const std::string script = gnuplot_script(one_line(), "x");
  BOOST_TEST(has(script, "\nset logscale x\n"));
  BOOST_TEST(has(script, "\nunset logscale y\n"));
  BOOST_TEST(has(script, "set xrange [1:1000]"));
  BOOST_TEST(has(script, "set label 'ten' at screen"));
  BOOST_TEST(has(script, "$d0 << EOD\n1 0\n1000 1\nEOD\n"));
  BOOST_TEST(has(script, "$d0 with lines lw 2 dt solid lc rgb '#0b62b0'"));
}

// On a narrow page the text of the last tick was cut.
BOOST_AUTO_TEST_CASE(keeps_texts_of_ticks_inside) {
  Figure figure = one_line();
  figure.panels[0].x.ticks = {{1, "1,234,567,890 items"}, {30, "thirty"}, {1000, "+1,000,000 %/s"}};
  const std::string script = gnuplot_script(figure, "x");
  const auto place = [&](std::string_view label) {
    const std::size_t at = script.find(label);
    BOOST_REQUIRE(at != std::string::npos);
    return 400 * std::stod(script.substr(script.find("screen ", at) + 7));
  };
  // A digit of DejaVu Sans is 0.636 of its size wide, which is 12, a letter less.
  BOOST_TEST(place("'1,234,567,890 items'") > 19 * 12 * 0.29);
  BOOST_TEST(place("'+1,000,000 %/s'") < 400 - 14 * 12 * 0.29);
  BOOST_TEST(place("'thirty'") == 40 + 320 * std::log10(30) / 3,
             boost::test_tools::tolerance(1e-3));
}

BOOST_AUTO_TEST_CASE(shades_bands_of_either_axis_behind_the_rest) {
  Figure figure = one_line();
  figure.panels[0].bands = {{.from = 2, .to = 5}, {.from = 0.25, .to = 0.5, .of_x = false}};
  const std::string script = gnuplot_script(figure, "x");
  BOOST_TEST(has(script, "set object rectangle from first 2,graph 0 to first 5,graph 1 behind"));
  BOOST_TEST(
      has(script, "set object rectangle from graph 0,first 0.25 to graph 1,first 0.5 behind"));
  BOOST_TEST(has(script, "unset object"));
}

BOOST_AUTO_TEST_CASE(breaks_a_line_at_a_point_that_is_not_finite) {
  Figure figure = one_line();
  figure.panels[0].strokes[0].points = {
      {1, 0}, {std::numeric_limits<double>::quiet_NaN(), 0}, {2, 1}};
  BOOST_TEST(has(gnuplot_script(figure, "x"), "1 0\n\n2 1\nEOD"));
}

BOOST_AUTO_TEST_CASE(is_the_same_for_the_same_figure) {
  BOOST_TEST(gnuplot_script(one_line(), "x") == gnuplot_script(one_line(), "x"));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

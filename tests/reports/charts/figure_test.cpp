#include "reports/charts/figure.hpp"

#include <boost/test/unit_test.hpp>

#include "reports/charts/chart.hpp"

namespace alertsage::reports {
namespace {

const auto kTolerance = boost::test_tools::tolerance(1e-9);

BOOST_AUTO_TEST_SUITE(figure)

BOOST_AUTO_TEST_CASE(places_points_on_linear_and_logarithmic_axes) {
  const Panel panel{.box = {.left = 100, .top = 20, .right = 300, .bottom = 220},
                    .x = {.scale = Scale::logarithmic, .low = 1, .high = 100},
                    .y = {.low = 0, .high = 10}};
  BOOST_TEST(pixel_of(panel, {1, 0}).x == 100, kTolerance);
  BOOST_TEST(pixel_of(panel, {1, 0}).y == 220, kTolerance);
  BOOST_TEST(pixel_of(panel, {10, 10}).x == 200, kTolerance);
  BOOST_TEST(pixel_of(panel, {10, 10}).y == 20, kTolerance);
  BOOST_TEST(pixel_of(panel, {100, 2.5}).x == 300, kTolerance);
  BOOST_TEST(pixel_of(panel, {100, 2.5}).y == 170, kTolerance);
}

BOOST_AUTO_TEST_CASE(names_lines_at_their_ends_on_a_wide_page) {
  Figure figure{.width = 900, .height = 400};
  const Box frame{.left = 50, .top = 20, .right = 700, .bottom = 380};
  name_lines(figure, frame, {{.end = {700, 100}, .text = "a"}, {.end = {700, 101}, .text = "b"}},
             Canvas::wide());
  BOOST_REQUIRE(figure.texts.size() == 2);
  BOOST_TEST(figure.leaders.size() == 2);
  BOOST_TEST(figure.height == 400);
  BOOST_TEST(figure.texts[0].at.x > frame.right);
  BOOST_TEST(figure.texts[1].at.y - figure.texts[0].at.y >= figure.texts[0].size);
}

BOOST_AUTO_TEST_CASE(names_a_short_line_above_its_end) {
  Figure figure{.width = 900, .height = 400};
  const Box frame{.left = 50, .top = 20, .right = 700, .bottom = 380};
  name_lines(figure, frame, {{.end = {500, 100}, .text = "short"}}, Canvas::wide());
  BOOST_REQUIRE(figure.texts.size() == 1);
  BOOST_TEST(figure.leaders.empty());
  BOOST_TEST(figure.texts[0].at.y < 100);
  BOOST_TEST(figure.texts[0].at.x < frame.right);
}

BOOST_AUTO_TEST_CASE(names_lines_in_a_key_below_on_a_narrow_page) {
  Figure figure{.width = 360, .height = 400};
  const Box frame{.left = 50, .top = 20, .right = 340, .bottom = 380};
  name_lines(figure, frame,
             {{.end = {340, 300}, .text = "low"},
              {.end = {340, 100}, .text = "high", .dash = Dash::dotted}},
             Canvas::narrow_page());
  BOOST_REQUIRE(figure.texts.size() == 2);
  BOOST_TEST(figure.texts[0].text == "high");
  BOOST_TEST((figure.leaders[0].dash == Dash::dotted));
  BOOST_TEST(figure.texts[0].at.y > 400);
  BOOST_TEST(figure.height > figure.texts[1].at.y);
}

BOOST_AUTO_TEST_CASE(gives_each_row_its_place) {
  for (const Canvas& canvas : {Canvas::wide(), Canvas::narrow_page()}) {
    const RowLayout layout(canvas, 3);
    const Panel panel{.box = layout.frame(), .x = {.low = 0, .high = 1}, .y = layout.axis()};
    for (std::size_t row = 0; row < 3; ++row) {
      const Point place = pixel_of(panel, {0, -static_cast<double>(row)});
      const Text name = layout.name(row, "name", kInk);
      BOOST_TEST(place.y > layout.frame().top);
      BOOST_TEST(place.y < layout.frame().bottom);
      BOOST_TEST((canvas.narrow ? name.at.y < place.y : name.at.y == place.y));
      BOOST_TEST(name.at.x <= layout.frame().left);
    }
    BOOST_TEST(layout.height() > layout.frame().bottom);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

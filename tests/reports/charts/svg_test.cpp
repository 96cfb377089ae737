#include "reports/charts/svg.hpp"

#include <boost/test/unit_test.hpp>
#include <set>

#include "reports/charts/paint.hpp"

namespace alertsage::reports {
namespace {

bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

BOOST_AUTO_TEST_SUITE(svg)

BOOST_AUTO_TEST_CASE(writes_every_form_of_a_colour_in_one) {
  const std::string themed =
      themed_svg("<defs></defs><path stroke='rgb( 11,  98, 176)'/><g fill=\"rgb(11,98,176)\"/>");
  BOOST_TEST(has(themed, "<path stroke='#0b62b0'/><g fill=\"#0b62b0\"/>"));
}

BOOST_AUTO_TEST_CASE(leaves_texts_that_look_like_colours) {
  BOOST_TEST(has(themed_svg("<text>rgb(1,2,3)</text>"), "<text>rgb(1,2,3)</text>"));
  BOOST_TEST(has(themed_svg("<g fill='rgb(1,2"), "<g fill='rgb(1,2"));
  BOOST_TEST(has(themed_svg("<g fill='rgb(1,2,999)'/>"), "rgb(1,2,999)"));
}

BOOST_AUTO_TEST_CASE(replaces_each_colour_in_the_dark_scheme) {
  const std::string themed = themed_svg("<defs></defs>");
  const std::size_t dark = themed.find("@media(prefers-color-scheme:dark)");
  BOOST_REQUIRE(dark != std::string::npos);
  for (const Paint& paint : kDrawnPaints) {
    const std::string rule =
        "[stroke=\"" + std::string(paint.light) + "\"]{stroke:" + std::string(paint.dark) + "}";
    BOOST_TEST(themed.find(rule) > dark);
  }
  BOOST_TEST(themed.find("</style>") < themed.find("<defs>"));
}

BOOST_AUTO_TEST_CASE(drops_groups_that_hold_nothing) {
  constexpr std::string_view kEmpty =
      "<g fill=\"none\" color=\"black\" stroke=\"currentColor\">\n</g>\n";
  constexpr std::string_view kFull = "<g fill=\"none\" color=\"white\">\n<path d='M1,1'/></g>\n";
  BOOST_TEST(themed_svg(std::string(kEmpty) + std::string(kFull) + std::string(kEmpty)) == kFull);
}

// The light colour is the key to the dark one, so no two may share it.
BOOST_AUTO_TEST_CASE(no_two_paints_have_one_light_colour) {
  std::set<std::string_view> lights{kSurface.light};
  for (const Paint& paint : kDrawnPaints) lights.insert(paint.light);
  BOOST_TEST(lights.size() == kDrawnPaints.size() + 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

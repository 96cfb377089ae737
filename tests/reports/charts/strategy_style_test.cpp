#include "reports/charts/strategy_style.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <set>

namespace alertsage::reports {
namespace {

BOOST_AUTO_TEST_SUITE(strategy_style_of)

BOOST_AUTO_TEST_CASE(labels_python_exactly) {
  BOOST_TEST(strategy_style("python-joblib").label == "Python joblib.load");
  BOOST_TEST(strategy_style("python-pickle").label == "Python, tuned: C unpickler");
  BOOST_TEST((strategy_style("python").kind == StrategyKind::python));
}

BOOST_AUTO_TEST_CASE(ranks_ours_then_unknown_ones_then_python_then_references) {
  std::vector<std::string> names{"floor",         "mmap", "python-joblib", "my-loader",  "read",
                                 "mmap-populate", "json", "joblib",        "mmap-random"};
  std::stable_sort(names.begin(), names.end(), [](const auto& a, const auto& b) {
    return strategy_rank(a) < strategy_rank(b);
  });
  const std::vector<std::string> expected{"joblib",    "json",          "read",
                                          "mmap",      "mmap-random",   "mmap-populate",
                                          "my-loader", "python-joblib", "floor"};
  BOOST_TEST(names == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(gives_an_unknown_strategy_its_own_name_and_always_the_same_look) {
  const StrategyStyle style = strategy_style("my-loader");
  BOOST_TEST(style.label == "my-loader");
  BOOST_TEST((style.kind == StrategyKind::ours));
  BOOST_TEST((style.paint == strategy_style("my-loader").paint));
  BOOST_TEST(strategy_action("my-loader") == "load with my-loader");
}

BOOST_AUTO_TEST_CASE(lists_what_every_table_has_a_row_for) {
  const std::vector<std::string> expected{"joblib",        "json",          "read",
                                          "mmap",          "mmap-random",   "mmap-populate",
                                          "python-joblib", "python-pickle", "python"};
  BOOST_TEST(standard_strategies() == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(draws_each_of_ours_and_pythons_in_a_colour_of_its_own_in_light_and_dark) {
  const std::vector<std::string> names = standard_strategies();
  std::set<std::string_view> lights;
  std::set<std::string_view> darks;
  for (const std::string& name : names) {
    const Paint paint = strategy_style(name).paint;
    lights.insert(paint.light);
    darks.insert(paint.dark);
    BOOST_TEST((std::find(kDrawnPaints.begin(), kDrawnPaints.end(), paint) != kDrawnPaints.end()),
               name);
  }
  BOOST_TEST(lights.size() == names.size());
  BOOST_TEST(darks.size() == names.size());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

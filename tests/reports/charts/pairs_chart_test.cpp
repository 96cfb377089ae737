#include "reports/charts/pairs_chart.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>

namespace alertsage::reports {
namespace {

PairsSeries two_batches() {
  PairsSeries series{.title = "Pairs", .limit = 0.05};
  for (int i = 0; i < 12; ++i) {
    series.first.ratios.push_back(1.10 + 0.001 * i);
    series.second.ratios.push_back(1.12 + 0.001 * i);
  }
  series.first.looks = {{12, {1.105, Interval{1.1, 1.11, 0.95}}}};
  return series;
}

std::size_t marks_of(const Panel& panel, Paint paint) {
  std::size_t count = 0;
  for (const Marks& marks : panel.marks) count += marks.paint == paint ? marks.points.size() : 0;
  return count;
}

BOOST_AUTO_TEST_SUITE(pairs_in_order)

BOOST_AUTO_TEST_CASE(draws_each_pair_in_its_order_and_sets_batches_apart) {
  const auto chart = pairs_chart(two_batches());
  const Panel& panel = chart->wide.panels.at(0);
  const Marks& first = panel.marks.at(0);
  const Marks& second = panel.marks.at(1);
  BOOST_TEST(first.points.size() == 12U);
  BOOST_TEST(first.points.front().y == 1.10);
  BOOST_TEST(first.points.back().x - first.points.front().x == 11);
  BOOST_TEST(second.points.front().x > first.points.back().x + 1);
  BOOST_TEST(!panel.bands.at(0).of_x);
  BOOST_TEST(chart->alt ==
             "12 pairs, and 12 of the second batch. After 12 pairs of the first batch: +10.5 %.");
}

// A second batch of a few pairs stands at the right end, and its name was cut there.
BOOST_AUTO_TEST_CASE(keeps_the_name_of_a_short_second_batch_inside) {
  PairsSeries series = two_batches();
  series.first.ratios.assign(240, 1.1);
  const Figure narrow = pairs_chart(series)->narrow;
  const Text& name = narrow.texts.at(1);
  BOOST_TEST(name.text == "batch 2, confirms");
  BOOST_TEST((name.anchor == Anchor::right));
  BOOST_TEST(name.at.x < narrow.width);
  const auto& ticks = narrow.panels[0].x.ticks;
  BOOST_TEST(ticks.at(1).text == "240");
  BOOST_TEST(ticks.at(2).text == "");  // "1" would touch it
  BOOST_TEST((pairs_chart(two_batches())->wide.texts.at(1).anchor == Anchor::left));
}

BOOST_AUTO_TEST_CASE(puts_a_look_where_its_last_pair_is) {
  const Panel panel = pairs_chart(two_batches())->wide.panels.at(0);
  const auto look = std::find_if(panel.marks.begin(), panel.marks.end(),
                                 [](const Marks& marks) { return marks.paint == kBlue; });
  BOOST_REQUIRE((look != panel.marks.end()));
  BOOST_TEST(look->points.at(0).x == panel.marks[0].points.back().x);
  BOOST_TEST(look->points[0].y == 1.105);
}

BOOST_AUTO_TEST_CASE(keeps_a_burst_from_pressing_the_rest_flat) {
  PairsSeries series = two_batches();
  series.first.ratios[4] = 1.9;
  series.first.ratios[5] = 0.6;
  const Panel panel = pairs_chart(series)->wide.panels.at(0);
  BOOST_TEST(panel.y.high < 1.5);
  BOOST_TEST(panel.y.low > 0.7);
  BOOST_TEST(marks_of(panel, kSteel) == 24U);
  const auto open = std::count_if(panel.marks.begin(), panel.marks.end(), [](const Marks& marks) {
    return marks.paint == kSteel && !marks.filled;
  });
  BOOST_TEST(open == 2);
}

BOOST_AUTO_TEST_CASE(stays_small_however_many_pairs_there_are) {
  PairsSeries series{.limit = 0.05};
  for (int i = 0; i < 2000; ++i) series.first.ratios.push_back(1 + 0.0001 * (i % 7));
  BOOST_TEST(marks_of(pairs_chart(series)->wide.panels.at(0), kSteel) <= 600U);
}

BOOST_AUTO_TEST_CASE(draws_one_pair_and_nothing_without_any) {
  BOOST_TEST(!pairs_chart({}).has_value());
  PairsSeries series{.limit = 0.05};
  series.first.ratios = {1.2};
  BOOST_TEST(pairs_chart(series)->alt == "1 pair.");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

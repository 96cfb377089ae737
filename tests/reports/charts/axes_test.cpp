#include "reports/charts/axes.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <limits>
#include <random>

namespace alertsage::reports {
namespace {

std::vector<std::string> texts_of(const Axis& axis) {
  std::vector<std::string> texts;
  for (const Tick& tick : axis.ticks) texts.push_back(tick.text);
  return texts;
}

BOOST_AUTO_TEST_SUITE(axes)

BOOST_AUTO_TEST_CASE(encloses_values_in_whole_decades) {
  const Axis axis = log_axis(std::vector<double>{47e3, 214e6}, time_tick, 10);
  BOOST_TEST((axis.scale == Scale::logarithmic));
  BOOST_TEST(axis.low == 1e4);
  BOOST_TEST(axis.high == 1e9);
  const std::vector<std::string> expected{"10 us", "100 us", "1 ms", "10 ms", "100 ms", "1 s"};
  BOOST_TEST(texts_of(axis) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(adds_no_decade_for_a_value_that_is_one) {
  const Axis axis = log_axis(std::vector<double>{1, 1000}, count_tick, 10);
  BOOST_TEST(axis.low == 1);
  BOOST_TEST(axis.high == 1000);
}

BOOST_AUTO_TEST_CASE(has_a_width_where_all_values_are_one) {
  const Axis axis = log_axis(std::vector<double>{1000}, time_tick, 10);
  BOOST_TEST(axis.low == 1000);
  BOOST_TEST(axis.high == 10000);
  const std::vector<std::string> expected{"1 us", "2 us", "5 us", "10 us"};
  BOOST_TEST(texts_of(axis) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(writes_no_more_texts_than_there_is_room_for) {
  const Axis axis = log_axis(std::vector<double>{10e3, 10e9}, time_tick, 4);
  BOOST_TEST(axis.ticks.size() == 7);
  const std::vector<std::string> expected{"10 us", "", "1 ms", "", "100 ms", "", "10 s"};
  BOOST_TEST(texts_of(axis) == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(steps_a_linear_axis_by_round_figures) {
  const Axis axis = linear_axis_from_zero(3.4, count_tick, 4);
  BOOST_TEST(axis.low == 0);
  BOOST_TEST(axis.high == 4);
  BOOST_TEST(axis.ticks.size() == 5);
  BOOST_TEST(linear_axis_from_zero(0, count_tick, 4).high > 0);
  BOOST_TEST(linear_axis_from_zero(100, count_tick, 4).high == 100);
  BOOST_TEST(linear_axis_from_zero(19, count_tick, 4).high == 20);
}

BOOST_AUTO_TEST_CASE(names_model_sizes_as_people_do) {
  BOOST_TEST(megabytes_tick(1e6) == "1 MB");
  BOOST_TEST(megabytes_tick(256e6) == "256 MB");
  BOOST_TEST(megabytes_tick(0.48e6) == "0.48 MB");
  BOOST_TEST(megabytes_tick(1024e6) == "1,020 MB");
}

BOOST_AUTO_TEST_CASE(leaves_labels_where_they_do_not_meet) {
  const std::vector<double> wanted{10, 50, 90};
  BOOST_TEST(spread(wanted, 16, 0, 100) == wanted, boost::test_tools::per_element());
  BOOST_TEST(spread({}, 16, 0, 100).empty());
}

BOOST_AUTO_TEST_CASE(moves_labels_apart_evenly_and_keeps_their_order) {
  const std::vector<double> wanted{51, 50, 50};
  const std::vector<double> placed = spread(wanted, 16, 0, 100);
  BOOST_TEST(placed[0] - placed[2] == 16, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(placed[2] - placed[1] == 16, boost::test_tools::tolerance(1e-9));
  BOOST_TEST((placed[0] + placed[1] + placed[2]) == 151, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_CASE(stays_inside_the_frame_where_that_has_room) {
  const std::vector<double> placed = spread(std::vector<double>{99, 100, 100}, 10, 0, 100);
  const std::vector<double> expected{80, 90, 100};
  BOOST_TEST(placed == expected, boost::test_tools::per_element());
}

// All placements on a grid, for small sets: none that is allowed is nearer to what was wanted.
BOOST_AUTO_TEST_CASE(is_as_near_as_any_placement_on_a_grid) {
  std::mt19937 random(1);
  for (int round = 0; round < 200; ++round) {
    std::vector<double> wanted{static_cast<double>(random() % 13),
                               static_cast<double>(random() % 13),
                               static_cast<double>(random() % 13)};
    std::sort(wanted.begin(), wanted.end());
    const auto cost = [&](double a, double b, double c) {
      return std::pow(a - wanted[0], 2) + std::pow(b - wanted[1], 2) + std::pow(c - wanted[2], 2);
    };
    const std::vector<double> placed = spread(wanted, 3, 0, 12);
    double best = std::numeric_limits<double>::infinity();
    for (double a = 0; a <= 6; a += 0.5) {
      for (double b = a + 3; b <= 9; b += 0.5) {
        for (double c = b + 3; c <= 12; c += 0.5) best = std::min(best, cost(a, b, c));
      }
    }
    BOOST_TEST(cost(placed[0], placed[1], placed[2]) <= best + 1e-9);
    BOOST_TEST(placed[1] - placed[0] >= 3 - 1e-9);
    BOOST_TEST(placed[2] - placed[1] >= 3 - 1e-9);
    BOOST_TEST(placed[0] >= -1e-9);
    BOOST_TEST(placed[2] <= 12 + 1e-9);
  }
}

BOOST_AUTO_TEST_CASE(writes_steps_of_a_linear_time_axis) {
  BOOST_TEST(linear_time_tick(0) == "0");
  BOOST_TEST(linear_time_tick(250e3) == "250 us");
  BOOST_TEST(linear_time_tick(2.5e6) == "2.5 ms");
  BOOST_TEST(linear_time_tick(20e6) == "20 ms");
}

BOOST_AUTO_TEST_CASE(encloses_what_lies_on_both_sides_of_zero) {
  const Axis axis = linear_axis(-330, 1040, count_tick, 4);
  BOOST_TEST(axis.low == -500);
  BOOST_TEST(axis.high == 1500);
  BOOST_TEST(axis.ticks.size() == 5U);
  const Axis flat = linear_axis(7, 7, count_tick, 4);
  BOOST_TEST(flat.low <= 7);
  BOOST_TEST(flat.high > flat.low);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

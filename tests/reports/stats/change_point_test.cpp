#include "reports/stats/change_point.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>

#include "leaktest/simulation/made_series.hpp"

namespace alertsage::reports {
namespace {

using leaktest::gauss;
using leaktest::made;

// Of fifty loads, thirteen are left out in any case.
std::size_t end_of(const leaktest::Series& values, double resolution = 1) {
  return start_up_end(values, {13, 25}, resolution);
}

BOOST_AUTO_TEST_SUITE(change_point)

BOOST_AUTO_TEST_CASE(finds_where_a_start_up_ends) {
  const struct {
    std::string what;
    double (*value)(std::size_t);
    std::size_t end;
  } rows[] = {
      {"a level", [](std::size_t) { return 5e6; }, 13},
      {"a level that shifts", [](std::size_t i) { return i < 20 ? 1e6 : 2e6; }, 20},
      {"a level that falls", [](std::size_t i) { return i < 20 ? 3e6 : 2e6; }, 20},
      {"a ramp that ends", [](std::size_t i) { return 1e4 * double(std::min<std::size_t>(i, 21)); },
       21},
      {"a ramp, then a leak",
       [](std::size_t i) { return 64 * double(i) + 1e4 * double(std::min<std::size_t>(i, 21)); },
       21},
      {"a leak", [](std::size_t i) { return 64 * double(i); }, 13},
      {"a leak in whole pages", [](std::size_t i) { return 4096 * std::floor(double(i) / 4); }, 13},
      {"growth that slows down smoothly",
       [](std::size_t i) { return 1e6 * (1 - std::exp(-double(i) / 25)); }, 13},
      {"growth that slows down to an eighth from one half to the next",
       [](std::size_t i) { return 1e6 * (1 - std::exp(-double(i) / 9)); }, 25},
      {"growth that slows down to a quarter",
       [](std::size_t i) { return 1e6 * (1 - std::exp(-double(i) / 13)); }, 13},
      {"a late step", [](std::size_t i) { return i < 33 ? 1e6 : 2e6; }, 13},
      {"a start-up that ended before",
       [](std::size_t i) { return 1e4 * double(std::min<std::size_t>(i, 12)); }, 13},
      {"one wild value", [](std::size_t i) { return i == 17 ? 9e6 : 1e6; }, 13},
      {"one wild value in a leak", [](std::size_t i) { return i == 17 ? 9e6 : 64 * double(i); },
       13},
  };
  for (const auto& row : rows) {
    BOOST_TEST_CONTEXT(row.what) {
      const std::size_t end = end_of(made(50, row.value));
      BOOST_TEST(end >= row.end);
      BOOST_TEST(end <= row.end + (row.end == 13 ? 0 : 1));
    }
  }
}

BOOST_AUTO_TEST_CASE(never_leaves_out_more_than_it_may) {
  const auto ramp =
      made(50, [](std::size_t i) { return 1e4 * double(std::min<std::size_t>(i, 24)); });
  BOOST_TEST(start_up_end(ramp, {13, 20}, 1) <= 20U);
  BOOST_TEST(start_up_end(ramp, {13, 13}, 1) == 13U);
  BOOST_TEST(start_up_end(ramp, {50, 50}, 1) == 50U);
  BOOST_TEST(start_up_end(ramp, {45, 50}, 1) == 45U);
}

// Deviations within a step are rounding, not a start-up.
BOOST_AUTO_TEST_CASE(takes_no_step_of_the_series_for_a_start_up) {
  const auto one_page = made(50, [](std::size_t i) { return i < 20 ? 0 : 4096.0; });
  BOOST_TEST(end_of(one_page, 1) == 20U);
  BOOST_TEST(end_of(one_page, 1e5) == 13U);
}

BOOST_AUTO_TEST_CASE(cuts_a_start_up_in_noise_and_nothing_of_noise_and_leaks) {
  leaktest::Random random(5);
  int cut = 0;
  for (int series = 0; series < 300; ++series) {
    const auto starts = made(50, [&](std::size_t i) {
      return 1000 * double(std::min<std::size_t>(i, 20)) + gauss(random, 500);
    });
    const std::size_t end = end_of(starts);
    cut += end >= 17 && end <= 23;
    for (const double per_load : {0.0, 300.0, 1e5}) {
      BOOST_TEST(end_of(leaktest::leaking(random, 50, per_load, {.deviation = 1000})) == 13U);
    }
  }
  BOOST_TEST(cut >= 290);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

#include "reports/stats/median.hpp"

#include <boost/test/unit_test.hpp>
#include <limits>

namespace alertsage::reports {
namespace {

using Values = std::vector<double>;

BOOST_AUTO_TEST_SUITE(median)

BOOST_AUTO_TEST_CASE(is_the_middle_or_half_the_way_between_two) {
  BOOST_TEST(median_of({7}) == 7);
  BOOST_TEST(median_of({9, 1, 5}) == 5);
  BOOST_TEST(median_of({9, 1, 5, 6}) == 5.5);
  const Values sorted = {1, 2, 4, 8};
  BOOST_TEST(median_of_sorted(sorted) == 3);
}

BOOST_AUTO_TEST_CASE(of_two_large_values_is_no_infinity) {
  constexpr double kMost = std::numeric_limits<double>::max();
  BOOST_TEST(median_of({kMost, kMost}) == kMost);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

#include "reports/stats/proportion.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

namespace alertsage::reports {
namespace {

BOOST_AUTO_TEST_SUITE(proportion)

// scipy.stats.beta.ppf(0.95, count + 1, of - count) and ppf(0.05, count, of - count + 1)
BOOST_AUTO_TEST_CASE(has_the_bounds_of_clopper_and_pearson) {
  BOOST_TEST(share_at_most({0, 50'000}, 0.95) == 5.991285062455488e-05,
             boost::test_tools::tolerance(1e-9));
  BOOST_TEST(share_at_most({3, 1000}, 0.95) == 0.007735244718479458,
             boost::test_tools::tolerance(1e-9));
  BOOST_TEST(share_at_least({3, 1000}, 0.95) == 0.0008181753982218001,
             boost::test_tools::tolerance(1e-9));
  BOOST_TEST(share_at_least({95, 100}, 0.95) == 0.8977466223567255,
             boost::test_tools::tolerance(1e-9));
  BOOST_TEST(share({3, 1000}) == 0.003);
}

BOOST_AUTO_TEST_CASE(is_not_surprised_by_none_all_or_nothing) {
  BOOST_TEST(share_at_least({0, 10}, 0.95) == 0);
  BOOST_TEST(share_at_most({10, 10}, 0.95) == 1);
  BOOST_TEST(share_at_least({10, 10}, 0.95) == std::pow(0.05, 0.1),
             boost::test_tools::tolerance(1e-9));
  BOOST_TEST(share_at_least({}, 0.95) == 0);
  BOOST_TEST(share_at_most({}, 0.95) == 1);
  BOOST_TEST(share({}) == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

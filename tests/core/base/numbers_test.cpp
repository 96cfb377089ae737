#define BOOST_TEST_MODULE numbers
#include "core/base/numbers.hpp"

#include <boost/test/unit_test.hpp>

using alertsage::counted;
using alertsage::with_commas;

BOOST_AUTO_TEST_SUITE(numbers)

BOOST_AUTO_TEST_CASE(thousands_have_commas) {
  BOOST_TEST(with_commas(std::uint64_t{0}) == "0");
  BOOST_TEST(with_commas(std::uint64_t{999}) == "999");
  BOOST_TEST(with_commas(std::uint64_t{1'815}) == "1,815");
  BOOST_TEST(with_commas(~std::uint64_t{0}) == "18,446,744,073,709,551,615");
  BOOST_TEST(with_commas("-120296.1875") == "-120,296.1875");
  BOOST_TEST(with_commas("-100") == "-100");
}

BOOST_AUTO_TEST_CASE(one_thing_is_no_plural) {
  BOOST_TEST(counted(0, "term") == "0 terms");
  BOOST_TEST(counted(1, "term") == "1 term");
  BOOST_TEST(counted(265'000, "term") == "265,000 terms");
}

BOOST_AUTO_TEST_SUITE_END()

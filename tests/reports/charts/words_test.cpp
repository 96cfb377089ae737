#define BOOST_TEST_MODULE reports_charts
#include "reports/charts/words.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

namespace alertsage::reports {
namespace {

BOOST_AUTO_TEST_SUITE(words)

BOOST_AUTO_TEST_CASE(enumerates) {
  BOOST_TEST(enumeration({}).empty());
  BOOST_TEST(enumeration(std::vector<std::string>{"a"}) == "a");
  BOOST_TEST(enumeration(std::vector<std::string>{"a", "b"}) == "a and b");
  BOOST_TEST(enumeration(std::vector<std::string>{"a", "b", "c"}) == "a, b and c");
}

BOOST_AUTO_TEST_CASE(begins_a_sentence_with_a_capital) {
  BOOST_TEST(sentence_case("map it") == "Map it");
  BOOST_TEST(sentence_case("éa") == "éa");
  BOOST_TEST(sentence_case("").empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

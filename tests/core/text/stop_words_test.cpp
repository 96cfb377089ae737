#define BOOST_TEST_MODULE stop_words
#include "core/text/stop_words.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>

#include "core/text/term_table.hpp"
#include "tests/core/text/reference.hpp"

namespace alertsage {

BOOST_AUTO_TEST_SUITE(stop_words)

BOOST_AUTO_TEST_CASE(are_sorted_and_there_once) {
  const auto words = english_stop_words();
  BOOST_TEST(words.size() == 318U);
  BOOST_TEST((std::ranges::adjacent_find(words, std::greater_equal{}) == words.end()));
}

// The hash of "\n".join(sorted(ENGLISH_STOP_WORDS)) under scikit-learn 1.2.1.
BOOST_AUTO_TEST_CASE(are_those_of_scikit_learn) {
  std::string joined;
  for (const std::string_view word : english_stop_words()) {
    if (!joined.empty()) joined += '\n';
    joined += word;
  }
  BOOST_TEST(joined.size() == 1909U);
  BOOST_TEST(testing::fnv1a(joined) == 0x9D129659EE001EB8U);
}

BOOST_AUTO_TEST_CASE(can_be_looked_up) {
  const TermTableBuilder builder(english_stop_words());
  BOOST_TEST(builder.table().find("whereupon").has_value());
  BOOST_TEST(!builder.table().find("malware").has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage

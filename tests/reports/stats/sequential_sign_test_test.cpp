#include "reports/stats/sequential_sign_test.hpp"

#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <vector>

namespace alertsage::reports {
namespace {

std::vector<std::size_t> criticals(const std::vector<SignLook>& looks) {
  std::vector<std::size_t> counts;
  for (const SignLook& look : looks) counts.push_back(look.critical);
  return counts;
}

// Every sequence of signs of that length, and whether any look rejects it.
double share_rejected(const std::vector<SignLook>& looks) {
  const std::size_t length = looks.back().values;
  std::uint64_t rejected = 0;
  for (std::uint64_t signs = 0; signs < std::uint64_t{1} << length; ++signs) {
    for (const SignLook& look : looks) {
      const std::uint64_t seen = signs & ((std::uint64_t{1} << look.values) - 1);
      if (static_cast<std::size_t>(__builtin_popcountll(seen)) < look.critical) continue;
      ++rejected;
      break;
    }
  }
  return static_cast<double>(rejected) / static_cast<double>(std::uint64_t{1} << length);
}

BOOST_AUTO_TEST_SUITE(sequential_sign)

BOOST_AUTO_TEST_CASE(with_one_look_is_the_sign_test) {
  const std::vector<std::size_t> once = {12};
  const std::vector<SignLook> looks = sequential_sign_test(0.005, once);
  BOOST_TEST(criticals(looks) == std::vector<std::size_t>{11}, boost::test_tools::per_element());
  BOOST_TEST(looks[0].rank() == 2U);
  // 1 - scipy.stats.binom.cdf(43, 60, 0.8413447460685429)
  const std::vector<SignLook> sixty = {{.values = 60, .critical = 44}};
  BOOST_TEST(rejection_chance(sixty, 0.8413447460685429) == 0.9897088324895118,
             boost::test_tools::tolerance(1e-12));
}

// By the same recursion in exact fractions.
BOOST_AUTO_TEST_CASE(spends_in_proportion_to_the_values_that_are_in) {
  const std::vector<std::size_t> values = {12, 16, 20, 26, 34, 44, 60};
  const std::vector<SignLook> looks = sequential_sign_test(0.0004, values);
  const std::vector<std::size_t> expected = {13, 16, 19, 23, 28, 35, 44};
  BOOST_TEST(criticals(looks) == expected, boost::test_tools::per_element());
  BOOST_TEST(looks[0].rank() == 0U);  // 12 of 12 are more likely than what may be spent
  BOOST_TEST(rejection_chance(looks, 0.5) == 0.00033911936832286844,
             boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_CASE(rejects_as_often_as_all_sequences_of_signs_say) {
  for (const double alpha : {0.001, 0.025, 0.2}) {
    const std::vector<std::size_t> values = {5, 8, 12, 13, 18};
    const std::vector<SignLook> looks = sequential_sign_test(alpha, values);
    const double share = share_rejected(looks);
    BOOST_TEST(share <= alpha);
    BOOST_TEST(share > alpha / 3);  // counts are whole numbers: not all can be spent
    BOOST_TEST(rejection_chance(looks, 0.5) == share, boost::test_tools::tolerance(1e-12));
  }
}

BOOST_AUTO_TEST_CASE(can_never_reject_where_too_little_may_be_spent) {
  const std::vector<std::size_t> values = {12, 16};
  const std::vector<SignLook> looks = sequential_sign_test(1e-6, values);
  BOOST_TEST(looks[0].rank() == 0U);
  BOOST_TEST(looks[1].rank() == 0U);
  BOOST_TEST(rejection_chance(looks, 1.0) == 0.0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

#define BOOST_TEST_MODULE random
#include "core/base/random.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <set>
#include <vector>

using namespace alertsage;

BOOST_AUTO_TEST_SUITE(random_suite)

// The first numbers of seed 1234567 as other implementations of SplitMix64 print them
// (https://rosettacode.org/wiki/Pseudo-random_numbers/Splitmix64).
BOOST_AUTO_TEST_CASE(gives_the_published_numbers) {
  SplitMix64 random(1234567);
  BOOST_TEST(random.next() == 6457827717110365317u);
  BOOST_TEST(random.next() == 3203168211198807973u);
  BOOST_TEST(random.next() == 9817491932198370423u);
  BOOST_TEST(random.next() == 4593380528125082431u);
  BOOST_TEST(random.next() == 16408922859458223821u);
}

BOOST_AUTO_TEST_CASE(numbers_below_a_bound_are_equally_likely) {
  constexpr std::uint32_t kBound = 7;
  constexpr int kDraws = 70'000;
  std::vector<int> seen(kBound);
  SplitMix64 random(1);
  for (int i = 0; i < kDraws; ++i) ++seen.at(random.below(kBound));
  // Each count is binomial: mean 10,000, standard deviation 93.
  for (const int count : seen) BOOST_TEST(std::abs(count - 10'000) < 5 * 93);
}

BOOST_AUTO_TEST_CASE(between_gives_both_ends_and_nothing_beyond) {
  std::set<std::uint32_t> seen;
  SplitMix64 random(2);
  for (int i = 0; i < 1000; ++i) seen.insert(random.between(3, 5));
  BOOST_TEST((seen == std::set<std::uint32_t>{3, 4, 5}));
}

BOOST_AUTO_TEST_CASE(skewed_numbers_follow_their_density) {
  constexpr std::uint32_t kBound = 1000;
  constexpr int kDraws = 100'000;
  int in_first_tenth = 0;
  SplitMix64 random(3);
  for (int i = 0; i < kDraws; ++i) {
    const std::uint32_t draw = random.skewed_below(kBound);
    BOOST_REQUIRE(draw < kBound);
    if (draw < kBound / 10) ++in_first_tenth;
  }
  // The integral of ln(1/x) from 0 to 0.1 is 0.1 (1 + ln 10) = 0.330.
  BOOST_TEST(std::abs(in_first_tenth / double{kDraws} - 0.1 * (1 + std::log(10.0))) < 0.01);
}

BOOST_AUTO_TEST_CASE(streams_of_neighbouring_items_differ) {
  std::set<std::uint64_t> first;
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    for (std::uint64_t index = 0; index < 100; ++index) {
      first.insert(SplitMix64::of_item(seed, index).next());
    }
  }
  BOOST_TEST(first.size() == 10'000u);
}

BOOST_AUTO_TEST_SUITE_END()

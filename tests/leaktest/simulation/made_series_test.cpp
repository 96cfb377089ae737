#define BOOST_TEST_MODULE leaktest_simulation
#include "leaktest/simulation/made_series.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <numeric>
#include <string>

namespace alertsage::leaktest {
namespace {

Series drawn(std::string_view name, std::uint64_t seed, std::size_t loads = 200) {
  for (const Pattern& pattern : clean_patterns()) {
    Random random(seed);
    if (pattern.name == name) return pattern.draw(random, loads);
  }
  return {};
}

double mean(const Series& series, std::size_t from, std::size_t to) {
  const auto at = [&](std::size_t i) { return series.begin() + static_cast<std::ptrdiff_t>(i); };
  return std::accumulate(at(from), at(to), 0.0) / static_cast<double>(to - from);
}

BOOST_AUTO_TEST_SUITE(made_series)

BOOST_AUTO_TEST_CASE(draws_the_same_of_the_same_seed_and_nothing_twice) {
  for (const Pattern& pattern : clean_patterns()) {
    BOOST_TEST_CONTEXT(pattern.name) {
      const Series series = drawn(pattern.name, 3);
      BOOST_TEST(series.size() == 200U);
      BOOST_TEST((series == drawn(pattern.name, 3)));
      BOOST_TEST((series != drawn(pattern.name, 4)));
      const Series prefix = drawn(pattern.name, 3, 50);
      BOOST_TEST(std::equal(prefix.begin(), prefix.end(), series.begin()));
    }
  }
}

BOOST_AUTO_TEST_CASE(does_not_grow_for_ever) {
  for (const Pattern& pattern : clean_patterns()) {
    BOOST_TEST_CONTEXT(pattern.name) {
      double first = 0;
      double late = 0;
      for (std::uint64_t seed = 0; seed < 100; ++seed) {
        const Series series = drawn(pattern.name, seed, 500);
        first += std::abs(mean(series, 100, 200) - series.front());
        late += mean(series, 400, 500) - mean(series, 300, 400);
      }
      BOOST_TEST(std::abs(late) <= std::max(0.1 * first, 100 * 100.0 * 5));
    }
  }
}

BOOST_AUTO_TEST_CASE(fills_caches_that_are_bounded) {
  const Series keys = drawn("random-key cache", 7, 1000);
  BOOST_TEST(std::is_sorted(keys.begin(), keys.end()));
  BOOST_TEST(keys.back() - 2e7 == 20'000 * 32, boost::test_tools::tolerance(1e-9));
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const Series some = drawn("random-key cache", seed, 50);
    const double ratio = (some[49] - some[31]) / (some[31] - some[13]);
    BOOST_TEST(ratio > 0.33);
    BOOST_TEST(ratio < 0.70);
  }
  const Series capped = drawn("capped cache", 7);
  BOOST_TEST(capped[9] - capped[0] == 9 * 2048, boost::test_tools::tolerance(0.001));
  BOOST_TEST(std::abs(capped[199] - capped[41]) < 10);
}

BOOST_AUTO_TEST_CASE(leaks_sizes_between_those_it_is_told) {
  Random random(4);
  const Series sizes = leaking_sizes(random, 1000, 16, 48);
  double least = 48;
  double most = 16;
  for (std::size_t i = 1; i < sizes.size(); ++i) {
    least = std::min(least, sizes[i] - sizes[i - 1]);
    most = std::max(most, sizes[i] - sizes[i - 1]);
  }
  BOOST_TEST(least == 16);
  BOOST_TEST(most == 48);
}

BOOST_AUTO_TEST_CASE(counts_in_whole_bytes) {
  BOOST_TEST(in_whole_bytes({1.4, 2.5, 7}) == (Series{1, 3, 7}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(leaks_what_it_is_told_in_noise_as_it_is_told) {
  Random random(1);
  const Series exact = leaking(random, 50, 16, {});
  BOOST_TEST(exact[49] - exact[0] == 49 * 16);

  for (const double correlation : {0.0, 0.8}) {
    const Series noise =
        leaking(random, 50'000, 0, {.deviation = 1000, .correlation = correlation});
    const double level = mean(noise, 0, noise.size());
    double squares = 0;
    double products = 0;
    for (std::size_t i = 1; i < noise.size(); ++i) {
      squares += (noise[i] - level) * (noise[i] - level);
      products += (noise[i] - level) * (noise[i - 1] - level);
    }
    BOOST_TEST(std::abs(products / squares - correlation) < 0.02);
    BOOST_TEST(std::abs(std::sqrt(squares / double(noise.size())) - 1000) < 40);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::leaktest

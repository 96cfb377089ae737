// How often the leak rule is right: series drawn at random, with a fixed seed.
#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "reports/stats/leak_rule.hpp"
#include "tests/reports/stats/made_series.hpp"

namespace alertsage::reports {
namespace {

// Series of one kind, each drawn anew.
struct Pattern {
  std::string name;
  std::function<Values(std::mt19937_64&, std::size_t loads)> draw;
};

Values wandering(std::mt19937_64& random, std::size_t loads, double correlation) {
  double state = gauss(random, 1000);
  return made(loads, [&](std::size_t) {
    state = correlation * state + gauss(random, 1000);
    return 1e6 + state;
  });
}

// What does not leak, and looks as if it did to a test that only asks whether the series rises.
const std::vector<Pattern>& innocent_patterns() {
  static const std::vector<Pattern> patterns = {
      {"steady noise",
       [](auto& random, std::size_t loads) {
         return made(loads, [&](std::size_t) { return 1e6 + gauss(random, 1000); });
       }},
      {"wandering, AR(1) of 0.5",
       [](auto& random, std::size_t loads) { return wandering(random, loads, 0.5); }},
      {"wandering, AR(1) of 0.8",
       [](auto& random, std::size_t loads) { return wandering(random, loads, 0.8); }},
      {"one step at any load",
       [](auto& random, std::size_t loads) {
         const std::size_t at = random() % loads;
         return made(loads,
                     [&](std::size_t i) { return (i < at ? 0 : 5000) + gauss(random, 100); });
       }},
      {"a ramp of ten loads",
       [](auto& random, std::size_t loads) {
         return made(loads, [&](std::size_t i) {
           return 3000.0 * static_cast<double>(std::min<std::size_t>(i, 10)) + gauss(random, 100);
         });
       }},
      {"an exponential start",
       [](auto& random, std::size_t loads) {
         return made(loads, [&](std::size_t i) {
           return 1e5 * (1 - std::exp(-static_cast<double>(i) / 4)) + gauss(random, 1000);
         });
       }},
      {"two levels, as resident bytes take",
       [](auto& random, std::size_t loads) {
         return made(loads, [&](std::size_t) { return random() % 2 == 0 ? 26e6 : 51e6; });
       }},
      {"a cache that fills up to its limit",
       [](auto& random, std::size_t loads) {
         return made(loads, [&](std::size_t i) {
           return 64.0 * static_cast<double>(std::min(i, loads / 2)) + gauss(random, 1);
         });
       }},
  };
  return patterns;
}

BOOST_AUTO_TEST_SUITE(leak_detection)

// What a plain Mann-Kendall test at 5 % calls a leak in up to all of the series.
BOOST_AUTO_TEST_CASE(cries_leak_on_innocent_series_in_less_than_one_of_a_hundred) {
  std::mt19937_64 random(2024);
  constexpr int kSeries = 300;
  int all_alarms = 0;
  for (const Pattern& pattern : innocent_patterns()) {
    int alarms = 0;
    for (int series = 0; series < kSeries; ++series) {
      alarms += judged(pattern.draw(random, 50)).verdict == LeakVerdict::leak;
    }
    BOOST_TEST_CONTEXT(pattern.name) {
      BOOST_TEST(alarms <= kSeries / 100);
    }
    all_alarms += alarms;
  }
  BOOST_TEST(all_alarms <= kSeries * static_cast<int>(innocent_patterns().size()) / 200);
}

// Steady noise, no growth: `clean` is the only right answer once the loads suffice, and the bound
// that it rests on encloses the truth.
BOOST_AUTO_TEST_CASE(bounds_the_growth_of_noise_as_often_as_it_says) {
  std::mt19937_64 random(4);
  constexpr int kSeries = 1'000;
  int enclosed = 0;
  for (int series = 0; series < kSeries; ++series) {
    const auto finding = judged(made(50, [&](std::size_t) { return gauss(random, 5000); }));
    enclosed += finding.growth_bounds->low <= 0 && 0 <= finding.growth_bounds->high;
  }
  BOOST_TEST(enclosed >= kSeries * 98 / 100);
}

// The stated limit is put to the test: leaks of that size, in fresh noise of the same kind.
BOOST_AUTO_TEST_CASE(finds_the_smallest_leak_that_it_says_it_would_have_found) {
  std::mt19937_64 random(99);
  constexpr int kSeries = 400;
  for (const std::size_t loads : {std::size_t{30}, std::size_t{50}, std::size_t{100}}) {
    int found = 0;
    int found_of_a_tenth = 0;
    for (int series = 0; series < kSeries; ++series) {
      const auto noise = [&](std::size_t) { return gauss(random, 4000); };
      const double smallest = *judged(made(loads, noise)).smallest_leak;
      const auto leaking = [&](double bytes) {
        return judged(made(loads, [&](std::size_t i) { return bytes * double(i) + noise(i); }));
      };
      found += leaking(smallest).verdict == LeakVerdict::leak;
      found_of_a_tenth += leaking(smallest / 10).verdict == LeakVerdict::leak;
    }
    BOOST_TEST_CONTEXT(loads << " loads") {
      BOOST_TEST(found >= kSeries * 95 / 100);
      BOOST_TEST(found_of_a_tenth < kSeries / 2);  // and the limit is no exaggeration
    }
  }
}

BOOST_AUTO_TEST_CASE(finds_the_smallest_leak_that_whole_pages_let_it_see) {
  for (std::size_t loads = 14; loads <= 120; loads += loads < 24 ? 1 : 32) {
    const double smallest = *judged(Values(loads, 2e7), kResidentBytes).smallest_leak;
    for (double start = 0; start < 4096; start += 64) {  // where in its page the heap ends
      const auto in_pages = [&](std::size_t i) {
        return 4096 * std::floor((start + smallest * double(i)) / 4096);
      };
      const LeakFinding finding = judged(made(loads, in_pages), kResidentBytes);
      BOOST_TEST((finding.verdict == LeakVerdict::leak));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

// How often the leak rule is right: series drawn at random, with fixed seeds.
#include "leaktest/simulation/simulation.hpp"

#include <boost/test/unit_test.hpp>

namespace alertsage::leaktest {
namespace {

using reports::LeakMetricKind;
using reports::LeakVerdict;

constexpr LeakMetricKind kKinds[] = {LeakMetricKind::noisy, LeakMetricKind::counter};

// Nothing is clean below that: every run is looked at six times, up to 200 loads.
Procedure never_clean(LeakMetricKind kind) {
  return {.rule = {.kind = kind, .limit = 0.001}};
}

constexpr reports::LeakRule kPages = {.limit = 4096, .resolution = 4096};

BOOST_AUTO_TEST_SUITE(simulation)

BOOST_AUTO_TEST_CASE(never_cries_leak_on_loaders_that_do_not) {
  for (const LeakMetricKind kind : kKinds) {
    for (const Pattern& pattern : clean_patterns()) {
      BOOST_TEST_CONTEXT(name_of(kind) << ": " << pattern.name) {
        const VerdictCounts counts = simulate(pattern.draw, 300, 2024, {.rule = {.kind = kind}});
        BOOST_TEST(counts.count(LeakVerdict::leak) == 0U);
        BOOST_TEST(counts.count(LeakVerdict::clean) >= 295U);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(hardly_does_however_long_it_is_made_to_look) {
  for (const LeakMetricKind kind : kKinds) {
    std::size_t alarms = 0;
    for (const Pattern& pattern : clean_patterns()) {
      const VerdictCounts counts = simulate(pattern.draw, 300, 2024, never_clean(kind));
      alarms += counts.count(LeakVerdict::leak);
      BOOST_TEST(counts.loads >= 300U * 190);
    }
    BOOST_TEST(alarms <= 3U);
  }
}

BOOST_AUTO_TEST_CASE(calls_a_cache_that_still_fills_decelerating) {
  for (const LeakMetricKind kind : kKinds) {
    const Procedure fifty = {.rule = {.kind = kind, .limit = 256}, .schedule = {50, 50, 50}};
    for (const Pattern& pattern : clean_patterns()) {
      if (pattern.name != "random-key cache") continue;
      const VerdictCounts counts = simulate(pattern.draw, 300, 5, fifty);
      BOOST_TEST(counts.count(LeakVerdict::leak) == 0U);
      BOOST_TEST(counts.count(LeakVerdict::decelerating) >= 295U);
    }
  }
}

// The sum of sizes that vary wanders off its line, and one half has more of them by chance.
BOOST_AUTO_TEST_CASE(finds_leaks_whose_sizes_vary_where_they_are_counted) {
  for (const std::size_t loads : {10U, 50U}) {
    const Procedure once = {.rule = {.kind = LeakMetricKind::counter},
                            .schedule = {loads, loads, loads}};
    const auto draw = [](Random& random, std::size_t of) {
      return leaking_sizes(random, of, 16, 48);
    };
    BOOST_TEST(simulate(draw, 1'000, 8, once).count(LeakVerdict::leak) >= 990U);
  }
}

BOOST_AUTO_TEST_CASE(finds_leaks_in_noise) {
  const struct {
    double per_load;
    double deviation;
    std::size_t loads;
    reports::LeakRule rule;
  } rows[] = {
      {16, 0, 50, {}},
      {64, 61, 50, {}},
      {65536, 204800, 60, kPages},
  };
  for (const auto& row : rows) {
    const Procedure once = {.rule = row.rule, .schedule = {row.loads, row.loads, row.loads}};
    const auto draw = [&row](Random& random, std::size_t loads) {
      return leaking(random, loads, row.per_load, {.deviation = row.deviation});
    };
    const VerdictCounts counts = simulate(draw, 1'000, 3, once);
    BOOST_TEST(counts.count(LeakVerdict::leak) >= 950U);
    BOOST_TEST(counts.loads == 1'000 * row.loads);
  }
}

BOOST_AUTO_TEST_CASE(encloses_the_true_growth_as_often_as_it_says) {
  for (const double correlation : {0.0, 0.5, 0.8}) {
    const LeakCase noise = {.noise = {.deviation = 5000, .correlation = correlation}};
    BOOST_TEST_CONTEXT(correlation) {
      BOOST_TEST(count_covered(noise, 0, 1'000, 5) >= 980U);
      BOOST_TEST(count_covered(noise, 300, 1'000, 6) >= 980U);
    }
  }
}

BOOST_AUTO_TEST_CASE(finds_the_smallest_leak_that_it_says_it_would_have_found) {
  std::size_t where_noise_wanders = 0;  // and of fifty loads or more
  for (const std::size_t loads : {20U, 30U, 50U, 100U, 200U}) {
    for (const double correlation : {0.0, 0.5, 0.8}) {
      const LeakCase noise = {.loads = loads,
                              .noise = {.deviation = 4000, .correlation = correlation}};
      BOOST_TEST_CONTEXT(loads << " loads, " << correlation) {
        const std::size_t found = count_smallest_found(noise, 1, 400, 99);
        BOOST_TEST(found >= 360U);
        if (loads >= 50 && correlation > 0) where_noise_wanders += found;
        // And the limit is no exaggeration, where there are loads enough to know the noise.
        if (loads >= 30) BOOST_TEST(count_smallest_found(noise, 0.1, 400, 99) < 100U);
      }
    }
  }
  BOOST_TEST(where_noise_wanders >= 2'280U);  // 95 of 100
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::leaktest

#include "reports/stats/leak_rule.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "tests/reports/stats/judged_series.hpp"

namespace alertsage::reports {
namespace {

BOOST_AUTO_TEST_SUITE(leak_rule)

BOOST_AUTO_TEST_CASE(gives_made_series_the_verdict_that_is_true_of_them) {
  std::mt19937_64 random(1);
  const auto number = [](std::size_t i) { return static_cast<double>(i); };
  const struct {
    std::string what;
    Values series;
    LeakRule rule;
    LeakVerdict verdict;
  } rows[] = {
      {"heap that stands still", Values(50, 1e6), {}, LeakVerdict::clean},
      {"resident bytes that stand still", Values(50, 2e7), kResidentBytes, LeakVerdict::clean},
      {"16 bytes a load, integer noise",
       made(50, [&](std::size_t i) { return 16 * number(i) + 16 * number(random() % 3); }),
       {},
       LeakVerdict::leak},
      {"256 bytes a load",
       made(50, [&](std::size_t i) { return 256 * number(i); }),
       {},
       LeakVerdict::leak},
      {"1 KiB a cycle, seen in whole pages",
       made(50, [&](std::size_t i) { return 4096 * std::floor(number(i) / 4); }), kResidentBytes,
       LeakVerdict::leak},
      {"a warm-up of ten loads, then still",
       made(50, [&](std::size_t i) { return 4096 * number(std::min<std::size_t>(i, 10)); }),
       kResidentBytes, LeakVerdict::clean},
      {"growth in the warm-up, then 64 bytes of noise",
       made(50,
            [&](std::size_t i) {
              return i < 12 ? 1e5 * number(i) : 1.2e6 + 16 * number(random() % 5);
            }),
       {},
       LeakVerdict::clean},
      {"one arena of 3.3 MB in the middle",
       made(50, [](std::size_t i) { return i < 31 ? 2e7 : 2.33e7; }), kResidentBytes,
       LeakVerdict::cannot_tell},
      {"memory that is given back", made(50, [&](std::size_t i) { return 1e9 - 5000 * number(i); }),
       kResidentBytes, LeakVerdict::clean},
      {"growth that slows down, as of a cache with random keys",
       made(60, [&](std::size_t i) { return 1e7 * (1 - std::exp(-number(i) / 15)); }),
       {},
       LeakVerdict::decelerating},
      {"a cache that is full since five loads",
       made(50, [&](std::size_t i) { return 4096 * number(std::min<std::size_t>(i, 45)); }),
       kResidentBytes, LeakVerdict::decelerating},
      {"noise far above the limit", made(50, [&](std::size_t) { return gauss(random, 1e7); }),
       kResidentBytes, LeakVerdict::cannot_tell},
      {"descriptors that stay", Values(50, 5), kCounter, LeakVerdict::clean},
      {"descriptors that stay, few loads", Values(14, 5), kCounter, LeakVerdict::clean},
      {"one descriptor a load", made(50, number), kCounter, LeakVerdict::leak},
      {"one descriptor in most loads", made(41, [&](std::size_t i) { return number(i - i / 12); }),
       kCounter, LeakVerdict::leak},
      {"counted bytes of a cache that fills in each load, at half the rate from half to half",
       made(50, [&](std::size_t i) { return std::round(1e7 * (1 - std::exp(-number(i) / 26))); }),
       kCounter, LeakVerdict::decelerating},
      {"counted bytes of a cache whose steps differ by chance, at 0.7 of the rate",
       made(50,
            [&](std::size_t i) {
              return std::floor(1e7 * (1 - std::exp(-number(i) / 50))) + number(random() % 9);
            }),
       kCounter, LeakVerdict::decelerating},
      {"counted bytes of a leak that slows to 0.85",
       made(50,
            [&](std::size_t i) {
              return 100 * number(i) - 15 * number(std::max<std::size_t>(i, 31));
            }),
       kCounter, LeakVerdict::leak},
      {"one descriptor every third load, few loads",
       made(50, [&](std::size_t i) { return std::floor(number(i) / 3); }), kCounter,
       LeakVerdict::cannot_tell},
      {"one descriptor a load, until two loads ago",
       made(50, [&](std::size_t i) { return number(std::min<std::size_t>(i, 47)); }),
       {.kind = LeakMetricKind::counter, .limit = 0.5},
       LeakVerdict::decelerating},
      {"one descriptor a load, but not in the last one",
       made(50, [&](std::size_t i) { return number(std::min<std::size_t>(i, 48)); }), kCounter,
       LeakVerdict::leak},
      {"one more descriptor, once", made(50, [](std::size_t i) { return i < 30 ? 5 : 6; }),
       kCounter, LeakVerdict::clean},
      {"a sawtooth that is emptied every tenth load",
       made(60, [&](std::size_t i) { return number(i % 10); }), kCounter, LeakVerdict::clean},
  };
  for (const auto& row : rows) {
    BOOST_TEST_CONTEXT(row.what) {
      BOOST_TEST(judged(row.series, row.rule).verdict == row.verdict);
    }
  }
}

BOOST_AUTO_TEST_CASE(needs_no_statistics_for_a_counter_that_rises_in_nine_of_ten_loads) {
  const auto stays_every = [](std::size_t period) {  // twenty steps after the warm-up
    return made(28, [&](std::size_t i) { return double(i - (i + period - 8) / period); });
  };
  BOOST_TEST(judged(stays_every(10), kCounter).by_integer_rule);
  const LeakFinding slower = judged(stays_every(9), kCounter);
  BOOST_TEST(!slower.by_integer_rule);
  BOOST_TEST(slower.verdict == LeakVerdict::leak);  // by the trend
  BOOST_TEST(!judged(stays_every(10)).by_integer_rule);
}

BOOST_AUTO_TEST_CASE(says_nothing_of_noise_with_fewer_than_ten_loads_after_the_warm_up) {
  const auto one_a_load = [](std::size_t i) { return static_cast<double>(i); };
  const auto few = judged(made(13, one_a_load));
  BOOST_TEST(few.verdict == LeakVerdict::cannot_tell);
  BOOST_TEST(few.judged_loads == 9U);
  BOOST_TEST(!few.growth);
  BOOST_TEST(!few.smallest_leak);
  BOOST_TEST(few.reason == "too few cycles: 9 after the warm-up");
  BOOST_TEST(judged(made(14, one_a_load)).verdict == LeakVerdict::leak);
}

BOOST_AUTO_TEST_CASE(knows_a_counter_by_ten_loads_in_all) {
  const auto one_a_load = [](std::size_t i) { return static_cast<double>(i); };
  const LeakFinding leaks = judged(made(10, one_a_load), kCounter);
  BOOST_TEST(leaks.verdict == LeakVerdict::leak);
  BOOST_TEST(leaks.judged_loads == 7U);
  BOOST_TEST(leaks.growth_bounds->low == 1);
  BOOST_TEST(*leaks.smallest_leak == 1);
  BOOST_TEST(leaks.reason == "rose in 6 of 6 cycles");
  BOOST_TEST(judged(Values(10, 5), kCounter).verdict == LeakVerdict::clean);
  BOOST_TEST(judged(made(8, one_a_load), kCounter).verdict == LeakVerdict::cannot_tell);
  // One that is not exact after all waits for more.
  const auto skips_one = [](std::size_t i) { return static_cast<double>(i - (i > 5)); };
  const LeakFinding unsure = judged(made(10, skips_one), kCounter);
  BOOST_TEST(unsure.verdict == LeakVerdict::cannot_tell);
  BOOST_TEST(!unsure.growth);
}

BOOST_AUTO_TEST_CASE(gives_the_reason_in_words_and_figures) {
  const auto line = [](double slope) {
    return [slope](std::size_t i) { return slope * static_cast<double>(i); };
  };
  const auto bends = [](std::size_t i) {
    return i < 32 ? 1000.0 * double(i) : 19200 + 400.0 * double(i);
  };
  const auto sets_in = [](std::size_t i) { return i < 32 ? 5.0 : 1000 * double(i); };
  const struct {
    Values series;
    LeakRule rule;
    std::string reason;
  } rows[] = {
      {made(50, line(1)), kCounter, "rose in 36 of 36 cycles"},
      {Values(49, 5), kCounter, "constant"},
      {Values(49, 5), {}, "constant"},
      {made(50, line(16)), {}, "both halves rise, by 16 and 16 a cycle"},
      {made(50, line(65536)), {}, "both halves rise, by 6.6e+04 and 6.6e+04 a cycle"},
      {made(50, line(-5)), {}, "grows by at most 0.0278 a cycle"},
      {made(50, bends), {.limit = 10}, "rises, but in its second half at 0.40 of the first's rate"},
      {made(50, [&](std::size_t i) { return line(9)(std::min<std::size_t>(i, 45)); }),
       {.limit = 1},
       "rose, but not in the last 4 cycles"},
      {made(50, sets_in), {.limit = 1}, "rises, but not in its first half alone"},
      {Values(50, 5),
       {.limit = 100, .resolution = 4096},
       "the noise leaves room for up to 114 a cycle"},
  };
  for (const auto& row : rows) BOOST_TEST(judged(row.series, row.rule).reason == row.reason);
}

// Growth goes on in both, at less than the first half's rate; that it does at 0.7 of it is called
// decelerating where the noise does not make as much of it.
BOOST_AUTO_TEST_CASE(compares_the_halves_rates) {
  const auto at = [](double ratio, double deviation) {
    std::mt19937_64 random(6);
    return judged(made(60, [&](std::size_t i) {
      const double rest = i < 37 ? 0 : double(i) - 37;
      return 5000 * (double(i) - (1 - ratio) * rest) + gauss(random, deviation);
    }));
  };
  BOOST_TEST(at(1, 100).verdict == LeakVerdict::leak);
  BOOST_TEST(*at(1, 0).halves_ratio == 1);
  BOOST_TEST(at(0.85, 100).verdict == LeakVerdict::leak);
  BOOST_TEST(at(0.75, 100).verdict == LeakVerdict::decelerating);
  BOOST_TEST(at(0.4, 100).verdict == LeakVerdict::decelerating);
  BOOST_TEST(at(0.75, 12000).verdict == LeakVerdict::leak);
  BOOST_TEST(at(0.3, 12000).verdict == LeakVerdict::decelerating);
  BOOST_TEST(!judged(Values(50, 1.0)).halves_ratio);
}

// Six steps have no order that is rare enough, but these rates are far apart.
BOOST_AUTO_TEST_CASE(waits_for_more_of_a_counter_that_slows_down_by_far_in_ten_loads) {
  const auto then = [](double rate) {
    return made(10, [rate](std::size_t i) {
      return i < 6 ? 100 * double(i) : 600 + rate * (double(i) - 6);
    });
  };
  BOOST_TEST(judged(then(30), kCounter).verdict == LeakVerdict::cannot_tell);
  BOOST_TEST(judged(then(60), kCounter).verdict == LeakVerdict::leak);
}

// A second half that rises as fast by its slope, in noise that could do so by itself.
BOOST_AUTO_TEST_CASE(wants_evidence_of_each_half) {
  const auto noisy_from = [](std::size_t from, std::size_t to) {
    return made(50, [=](std::size_t i) {
      const double noise = i >= from && i < to ? 9000 * (double(i * 7 % 5) - 2) : 0;
      return 1000 * double(i) + noise;
    });
  };
  BOOST_TEST(judged(noisy_from(50, 50)).verdict == LeakVerdict::leak);
  BOOST_TEST(judged(noisy_from(32, 50)).verdict != LeakVerdict::leak);
  BOOST_TEST(judged(noisy_from(0, 31)).verdict != LeakVerdict::leak);
}

// The slope of most pairs was 0, and a megabyte in each tenth load clean.
BOOST_AUTO_TEST_CASE(does_not_call_a_counter_clean_that_has_grown_however_seldom) {
  const auto seldom = [](std::size_t loads, std::size_t every, double much) {
    return made(loads, [=](std::size_t i) { return much * std::floor(double(i) / double(every)); });
  };
  for (const std::size_t every : {3U, 10U}) {
    BOOST_TEST(judged(seldom(30, every, 1e6), kCounter).verdict != LeakVerdict::clean);
    BOOST_TEST(judged(seldom(200, every, 1e6), kCounter).verdict == LeakVerdict::leak);
  }
  // One that begins in the last of the loads.
  const auto late = made(30, [](std::size_t i) { return i < 29 ? 0 : 1e6; });
  BOOST_TEST(judged(late, kCounter).verdict != LeakVerdict::clean);
  BOOST_TEST(judged(late, kCounter).growth_bounds->high >= 1e6 / 30);

  // Certain growth is not clean, although it is below the limit; what shows little is.
  LeakRule limited = kCounter;
  limited.limit = 1024;
  BOOST_TEST(judged(seldom(30, 3, 200), limited).verdict == LeakVerdict::cannot_tell);
  BOOST_TEST(judged(seldom(200, 3, 200), limited).verdict == LeakVerdict::leak);
  BOOST_TEST(judged(made(50, [](std::size_t i) { return i < 30 ? 0 : 40; }), limited).verdict ==
             LeakVerdict::clean);
}

// Sixty keys, of which more and more are there.
BOOST_AUTO_TEST_CASE(does_not_take_the_rare_rises_of_a_cache_for_a_leak) {
  std::mt19937_64 random(7);
  int leaks = 0;
  for (int run = 0; run < 300; ++run) {
    std::vector<bool> kept(60);
    double count = 0;
    const auto series = made(200, [&](std::size_t) {
      const std::size_t key = random() % kept.size();
      if (!kept[key]) count += 100;
      kept[key] = true;
      return count;
    });
    for (const std::size_t loads : {50U, 100U, 200U}) {
      const Values seen(series.begin(), series.begin() + static_cast<std::ptrdiff_t>(loads));
      leaks += judged(seen, kCounter).verdict == LeakVerdict::leak;
    }
  }
  BOOST_TEST(leaks == 0);
}

BOOST_AUTO_TEST_CASE(leaves_out_the_warm_up_and_nothing_else) {
  BOOST_TEST(judged(Values(50, 1.0)).judged_loads == 37U);
  BOOST_TEST(judged(Values(40, 1.0)).judged_loads == 30U);
  BOOST_TEST(judged(Values(40, 1.0), {.warm_up = 0}).judged_loads == 40U);
  BOOST_TEST(judged(Values(40, 1.0), {.warm_up = 0.999}).judged_loads == 0U);
  const auto starts_up = made(50, [](std::size_t i) { return i < 20 ? 1e4 * double(i) : 2e5; });
  BOOST_TEST(judged(starts_up).warm_up_loads == 20U);
  BOOST_TEST(judged(starts_up).judged_loads == 30U);
}

BOOST_AUTO_TEST_CASE(states_growth_and_its_bounds) {
  const auto finding = judged(made(50, [](std::size_t i) { return 256.0 * double(i); }));
  BOOST_TEST(*finding.growth == 256);
  BOOST_TEST(finding.growth_bounds->low == 256);
  BOOST_TEST(finding.growth_bounds->high == 256);
  BOOST_TEST(finding.growth_bounds->coverage >= 0.99);
  BOOST_TEST(*finding.p_rising < 1e-10);
  BOOST_TEST(!finding.by_integer_rule);
}

// Reports once said of resident bytes that stood still that they grow by at most 0 B a load.
BOOST_AUTO_TEST_CASE(bounds_growth_by_what_the_resolution_would_hide) {
  const LeakFinding pages = judged(Values(50, 2e7), kResidentBytes);  // 37 judged loads
  BOOST_TEST(*pages.growth == 0);
  BOOST_TEST(pages.growth_bounds->low == 0);
  BOOST_TEST(pages.growth_bounds->high == 4096.0 / 36);
  BOOST_TEST(judged(Values(50, 1e6)).growth_bounds->high == 1.0 / 36);
  BOOST_TEST(judged(Values(50, 5), kCounter).growth_bounds->high == 1.0 / 36);

  // A slope that is steeper than that stands for itself.
  const auto steep = made(50, [](std::size_t i) { return 4096.0 * double(i); });
  BOOST_TEST(judged(steep, kResidentBytes).growth_bounds->high == 4096);
}

// A leak that hides below a page for as long as it was watched is never above the bound.
BOOST_AUTO_TEST_CASE(encloses_every_leak_that_stays_within_one_page) {
  for (double bytes_a_load = 1; bytes_a_load < 4096.0 / 36; bytes_a_load += 7) {
    const auto in_pages = [&](std::size_t i) {
      return 4096 * std::floor((bytes_a_load * (double(i) - 13)) / 4096);
    };
    const LeakFinding finding = judged(made(50, in_pages), kResidentBytes);
    BOOST_TEST(bytes_a_load <= finding.growth_bounds->high);
  }
}

BOOST_AUTO_TEST_CASE(calls_no_growth_clean_that_pages_would_hide) {
  // Ten judged loads that stand still leave room for 455 bytes a load below one page.
  BOOST_TEST(judged(Values(14, 4096.0), {.limit = 460, .resolution = 4096}).verdict ==
             LeakVerdict::clean);
  BOOST_TEST(judged(Values(14, 4096.0), {.limit = 450, .resolution = 4096}).verdict ==
             LeakVerdict::cannot_tell);
}

BOOST_AUTO_TEST_CASE(asks_for_growth_above_the_floor) {
  const auto series = made(50, [](std::size_t i) { return 100.0 * double(i); });
  BOOST_TEST(judged(series, {.floor = 99}).verdict == LeakVerdict::leak);
  BOOST_TEST(judged(series, {.floor = 100}).verdict == LeakVerdict::clean);
  BOOST_TEST(judged(series, {.limit = 50, .floor = 100}).verdict == LeakVerdict::cannot_tell);
}

BOOST_AUTO_TEST_CASE(ranks_and_names_the_verdicts) {
  using enum LeakVerdict;
  BOOST_TEST(worse(clean, cannot_tell) == cannot_tell);
  BOOST_TEST(worse(leak, cannot_tell) == leak);
  BOOST_TEST(worse(clean, clean) == clean);
  BOOST_TEST(worse(decelerating, allocator_retention) == decelerating);
  BOOST_TEST(worse(decelerating, cannot_tell) == cannot_tell);
  for (const LeakVerdict verdict : {leak, clean, cannot_tell, decelerating, allocator_retention}) {
    BOOST_TEST(leak_verdict_named(name_of(verdict)) == verdict);
  }
  BOOST_CHECK_THROW(leak_verdict_named("perhaps"), Error);
  for (const auto kind : {LeakMetricKind::counter, LeakMetricKind::noisy}) {
    BOOST_TEST((leak_metric_kind_named(name_of(kind)) == kind));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

// The self-test on made series.
#include <fmt/format.h>

#include <string>
#include <string_view>

#include "bench/probe/launcher.hpp"
#include "leaktest/self_test_checks.hpp"
#include "leaktest/simulation/simulation.hpp"

namespace alertsage::leaktest {
namespace {

using reports::LeakMetricKind;
using reports::LeakVerdict;

constexpr std::size_t kSimulations = 1'000;

void stop_where_interrupted(const probe::Interrupt& interrupt) {
  if (interrupt.came()) throw probe::Interrupted();
}

void check_false_alarms(LeakMetricKind kind, std::uint64_t seed, const probe::Interrupt& interrupt,
                        Checks& checks) {
  constexpr std::size_t kSeries = 300;
  constexpr std::size_t kPooled = 3'000;
  const auto leaks_of = [&](const Pattern& pattern, std::size_t series, std::uint64_t from) {
    stop_where_interrupted(interrupt);
    return simulate(pattern.draw, series, from, {.rule = {.kind = kind}}).count(LeakVerdict::leak);
  };
  for (const Pattern& pattern : clean_patterns()) {
    checks.expect_none(
        fmt::format("called a leak, made series, {}: {}", reports::name_of(kind), pattern.name),
        {leaks_of(pattern, kSeries, seed), kSeries});
  }
  std::size_t alarms = 0;
  for (const Pattern& pattern : clean_patterns()) {
    alarms += leaks_of(pattern, kPooled / clean_patterns().size(), seed + 1);
  }
  checks.tell(fmt::format("called a leak, 3,000 other made series, {}", reports::name_of(kind)),
              "<= 3", std::to_string(alarms), alarms <= 3);
}

void check_sizes_that_vary(std::uint64_t seed, Checks& checks) {
  const auto sizes = [](Random& random, std::size_t loads) {
    return leaking_sizes(random, loads, 16, 48);
  };
  const VerdictCounts found =
      simulate(sizes, kSimulations, seed, {.rule = {.kind = LeakMetricKind::counter}});
  checks.expect_share("16 to 48 B a load in made series, counter", 0.99,
                      {found.count(LeakVerdict::leak), kSimulations});
}

void check_what_is_stated(double correlation, std::uint64_t seed, Checks& checks) {
  const LeakCase noisy{.noise = {.deviation = 1000, .correlation = correlation}};
  checks.expect_share(fmt::format("intervals that hold the truth, noise AR({:g})", correlation),
                      0.98, {count_covered(noisy, 100, kSimulations, seed), kSimulations});
  checks.expect_share(fmt::format("smallest leak found, noise AR({:g})", correlation), 0.90,
                      {count_smallest_found(noisy, 1, kSimulations, seed), kSimulations});
}

}  // namespace

void check_series(std::uint64_t seed, const probe::Interrupt& interrupt, Checks& checks) {
  for (const LeakMetricKind kind : {LeakMetricKind::counter, LeakMetricKind::noisy}) {
    check_false_alarms(kind, seed, interrupt, checks);
  }
  check_sizes_that_vary(seed, checks);
  for (const double correlation : {0.0, 0.5, 0.8}) {
    stop_where_interrupted(interrupt);
    check_what_is_stated(correlation, seed, checks);
  }
}

}  // namespace alertsage::leaktest

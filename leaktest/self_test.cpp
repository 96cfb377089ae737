#include "leaktest/self_test.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/probe/interrupt.hpp"
#include "bench/probe/launcher.hpp"
#include "core/base/command_line.hpp"
#include "core/base/error.hpp"
#include "core/base/progress.hpp"
#include "leaktest/known_loaders.hpp"
#include "leaktest/known_runs.hpp"
#include "leaktest/simulation/simulation.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::leaktest {
namespace {

namespace leak_metric = reports::leak_metric;
using reports::LeakMetricKind;
using reports::LeakVerdict;

struct Outcome {
  std::size_t right = 0;
  std::size_t of = 0;
};

class SelfTest {
 public:
  SelfTest(std::size_t runs, std::uint64_t seed) : runs_(runs), seed_(seed) {}

  void real_runs() {
    matrix();
    expect_share("16 B a load, counted, in 50 loads", 0.99,
                 times(runs_, [&] { return leaks({.leak = "16"}); }));
    expect_share("64 B a load, not counted, in 50 loads", 0.95,
                 times(runs_, [&] { return leaks({.leak = "64", .count = false}); }));
    expect_share("64 KiB a load, from outside, in 60 loads", 0.95,
                 times(runs_, [&] { return leaks(from_outside("65536", kLoadsFromOutside)); }));
    expect_none("called a leak, of loaders without one", clean_runs());
    retention();
    named_within_ten_loads();
    stated_limits();
    time_of_a_clean_verdict();
  }

  void simulations() {
    constexpr std::size_t kSeries = 300;
    constexpr std::size_t kPooled = 3'000;
    constexpr std::size_t kSimulations = 1'000;
    for (const LeakMetricKind kind : {LeakMetricKind::counter, LeakMetricKind::noisy}) {
      const std::string_view name = reports::name_of(kind);
      const Procedure procedure = {.rule = {.kind = kind}};
      const auto leaks_of = [&](const Pattern& pattern, std::size_t series, std::uint64_t seed) {
        const VerdictCounts counts = simulate(pattern.draw, series, seed, procedure);
        stop_where_interrupted();
        return counts.count(LeakVerdict::leak);
      };
      for (const Pattern& pattern : clean_patterns()) {
        expect_none(fmt::format("called a leak, made series, {}: {}", name, pattern.name),
                    {leaks_of(pattern, kSeries, seed_), kSeries});
      }
      std::size_t alarms = 0;
      for (const Pattern& pattern : clean_patterns()) {
        alarms += leaks_of(pattern, kPooled / clean_patterns().size(), seed_ + 1);
      }
      tell(fmt::format("called a leak, 3,000 other made series, {}", name), "<= 3",
           std::to_string(alarms), alarms <= 3);
    }
    const auto sizes = [](Random& random, std::size_t loads) {
      return leaking_sizes(random, loads, 16, 48);
    };
    const VerdictCounts found =
        simulate(sizes, kSimulations, seed_, {.rule = {.kind = LeakMetricKind::counter}});
    expect_share("16 to 48 B a load in made series, counter", 0.99,
                 {found.count(LeakVerdict::leak), kSimulations});
    for (const double correlation : {0.0, 0.5, 0.8}) {
      const LeakCase noisy{.noise = {.deviation = 1000, .correlation = correlation}};
      expect_share(fmt::format("intervals that hold the truth, noise AR({:g})", correlation), 0.98,
                   {count_covered(noisy, 100, kSimulations, seed_), kSimulations});
      expect_share(fmt::format("smallest leak found, noise AR({:g})", correlation), 0.90,
                   {count_smallest_found(noisy, 1, kSimulations, seed_), kSimulations});
      stop_where_interrupted();
    }
  }

  bool reached_all() const noexcept { return reached_all_; }

 private:
  static constexpr std::size_t kLoadsFromOutside = 60;

  static KnownRun from_outside(std::string leak, std::size_t loads) {
    return {.loader = kPacedLoader, .leak = std::move(leak), .from_outside = true, .loads = loads};
  }

  void stop_where_interrupted() const {
    if (interrupt_.came()) throw probe::Interrupted();
  }

  reports::LeakSection verdict(KnownRun run) const {
    if (run.loader.empty()) run.loader = kSteadyLoader;
    reports::LeakSection section = verdict_on(run, interrupt_);
    if (!section.partial.empty()) throw probe::Interrupted();
    return section;
  }
  bool leaks(const KnownRun& run) const { return verdict(run).verdict == LeakVerdict::leak; }

  Outcome times(std::size_t runs, const std::function<bool()>& right) {
    Progress progress("self-test", runs);
    Outcome outcome{.of = runs};
    for (std::size_t i = 0; i < runs; ++i) {
      progress.update(i);
      outcome.right += right();
    }
    return outcome;
  }

  void tell(std::string_view what, std::string_view asked, std::string_view got, bool reached) {
    reached_all_ = reached_all_ && reached;
    fmt::print("{:<7} {:<58} asked {:<8} got {}\n", reached ? "ok" : "NOT MET", what, asked, got);
    std::fflush(stdout);
  }
  void expect_share(std::string_view what, double share, const Outcome& outcome) {
    tell(what, fmt::format(">= {:g} %", 100 * share),
         fmt::format("{} of {}", outcome.right, outcome.of),
         static_cast<double>(outcome.right) >= share * static_cast<double>(outcome.of));
  }
  void expect_none(std::string_view what, const Outcome& outcome) {
    tell(what, "0", fmt::format("{} of {}", outcome.right, outcome.of), outcome.right == 0);
  }

  // Every size, held in every way, from every source.
  void matrix() {
    Outcome found;
    Progress progress("self-test", 0);
    const auto add = [&](const std::string& leak) {
      progress.update(found.of, leak);
      ++found.of;
      found.right += leaks({.leak = leak});
    };
    for (const char* holder : {"lost", "list", "map"}) {
      for (const char* source : {"malloc", "new", "mmap"}) {
        for (const char* size : {"16", "256", "4096", "65536"}) {
          add(fmt::format("{}:{}:{}", holder, source, size));
        }
      }
    }
    for (const char* kind : {"fd", "thread", "shm"}) add(kind);
    expect_share("each kind of leak, once", 1, found);
  }

  Outcome clean_runs() {
    constexpr std::size_t kRuns = 60;
    std::size_t i = 0;
    return times(kRuns, [&] {
      switch (i++ % 3) {
        case 0:
          return leaks({.leak = "0"});
        case 1:
          return leaks({.count = false});
        default:
          return leaks(from_outside({}, kLoadsFromOutside));
      }
    });
  }

  void retention() {
    const std::size_t runs = std::min<std::size_t>(runs_, 50);
    expect_share("memory that the allocator keeps, told from a leak", 1, times(runs, [&] {
                   return verdict({.loader = kRetainingLoader}).verdict ==
                          LeakVerdict::allocator_retention;
                 }));
    expect_share("a leak beside it, told from that", 1, times(runs, [&] {
                   return leaks({.loader = kRetainingLoader, .leak = "list:4096"});
                 }));
  }

  void named_within_ten_loads() {
    const std::size_t runs = std::max<std::size_t>(runs_ / 4, 1);
    const auto expect = [&](const char* kind, std::string_view metric, std::string_view name) {
      expect_share(fmt::format("{} a load, found and named in 10 loads", kind), 1, times(runs, [&] {
                     const auto section = verdict({.leak = kind, .loads = kFewestLoads});
                     return section.verdict == LeakVerdict::leak &&
                            std::any_of(section.leaked.begin(), section.leaked.end(),
                                        [&](const reports::LeakedThing& thing) {
                                          return thing.metric == metric &&
                                                 thing.name.find(name) != std::string::npos;
                                        });
                   }));
    };
    expect("fd", leak_metric::kDescriptors, "/dev/null");
    expect("thread", leak_metric::kThreads, "leaked");
    expect("shm", leak_metric::kShmObjects, "/dev/shm/alertsage-leaktest");
    expect("mmap:4096", leak_metric::kMappedBytes, "anonymous memory");
  }

  static std::optional<double> stated(const reports::LeakSection& section,
                                      std::string_view metric) {
    const reports::LeakMetric* found = reports::find_metric(section, metric);
    return found == nullptr ? std::nullopt : found->smallest_leak;
  }

  // What a run without a leak says it would have found is leaked in the next.
  void stated_limits() {
    const std::size_t runs = std::max<std::size_t>(runs_ / 2, 1);
    double largest = 0;
    const auto found = [&](KnownRun run, std::string_view metric) {
      const auto smallest = stated(verdict(run), metric);
      if (!smallest) return false;
      largest = std::max(largest, *smallest);
      run.leak = fmt::format("{:.0f}", std::ceil(*smallest));
      return leaks(run);
    };
    expect_share("the stated smallest leak, not counted", 0.9,
                 times(runs, [&] { return found({.count = false}, leak_metric::kHeapInUse); }));
    fmt::print("        (at most {:.0f} B a load)\n", std::ceil(largest));
    largest = 0;
    expect_share("the stated smallest leak, from outside", 0.9, times(runs, [&] {
                   return found(from_outside({}, kLoadsFromOutside), leak_metric::kRssAnon);
                 }));
    fmt::print("        (at most {:.0f} B a load)\n", std::ceil(largest));
  }

  void time_of_a_clean_verdict() {
    const auto start = std::chrono::steady_clock::now();
    const bool clean = verdict({.loader = kSlowLoader}).verdict == LeakVerdict::clean;
    const double seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    constexpr double kMostSeconds = 5;
    tell("a clean verdict on a load of 50 ms", "<= 5 s",
         fmt::format("{:.1f} s{}", seconds, clean ? "" : ", not clean"),
         clean && seconds <= kMostSeconds);
  }

  std::size_t runs_;
  std::uint64_t seed_;
  probe::Interrupt interrupt_;
  bool reached_all_ = true;
};

}  // namespace

ExitCode run_self_test(int argc, char** argv) {
  CLI::App app(
      "How small a leak is found on this machine, and how often is one seen that is none?\n",
      "alertsage-leaktest self-test");
  std::size_t runs = 100;
  app.add_option("--runs", runs, "of each kind of leak; 10 take a quarter of a minute [100]")
      ->check(CLI::Range(std::size_t{1}, std::size_t{10'000}));
  std::uint64_t seed = 2024;
  app.add_option("--seed", seed, "of the made series: the same seed, the same series [2024]");
  app.footer("Exit codes: 0 all was reached; 1 something was not; 2 interrupted; 3 could not.");
  if (const auto done = parse_command_line(app, argc, argv)) return *done;
  SelfTest test(runs, seed);
  try {
    test.real_runs();
    test.simulations();
  } catch (const probe::Interrupted&) {
    warn("alertsage-leaktest", "interrupted: what is not shown was not tried");
    return ExitCode::undecided;
  }
  return test.reached_all() ? ExitCode::good : ExitCode::verdict_bad;
}

}  // namespace alertsage::leaktest

// The self-test in real processes.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "bench/probe/launcher.hpp"
#include "core/base/progress.hpp"
#include "leaktest/known_loaders.hpp"
#include "leaktest/known_runs.hpp"
#include "leaktest/self_test_checks.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::leaktest {
namespace {

namespace leak_metric = reports::leak_metric;
using reports::LeakVerdict;

class ProcessChecks {
 public:
  ProcessChecks(std::size_t runs, const probe::Interrupt& interrupt, Checks& checks)
      : runs_(runs), interrupt_(interrupt), checks_(checks) {}

  void run() {
    matrix();
    checks_.expect_share("16 B a load, counted, in 50 loads", 0.99,
                         times(runs_, [&] { return leaks({.leak = "16"}); }));
    checks_.expect_share("64 B a load, not counted, in 50 loads", 0.95,
                         times(runs_, [&] { return leaks({.leak = "64", .count = false}); }));
    checks_.expect_share("64 KiB a load, from outside, in 60 loads", 0.95, times(runs_, [&] {
                           return leaks(from_outside("65536", kLoadsFromOutside));
                         }));
    checks_.expect_none("called a leak, of loaders without one", clean_runs());
    checks_.expect_none("called a leak, of one whose heap churns, counted",
                        times(kCleanRuns, [&] { return leaks({.loader = kChurningLoader}); }));
    retention();
    named_within_ten_loads();
    stated_limits();
    time_of_a_clean_verdict();
  }

 private:
  static constexpr std::size_t kLoadsFromOutside = 60;
  static constexpr std::size_t kCleanRuns = 60;

  static KnownRun from_outside(std::string leak, std::size_t loads) {
    return {.loader = kPacedLoader, .leak = std::move(leak), .from_outside = true, .loads = loads};
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
    checks_.expect_share("each kind of leak, once", 1, found);
  }

  Outcome clean_runs() {
    std::size_t i = 0;
    return times(kCleanRuns, [&] {
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
    checks_.expect_share("memory that the allocator keeps, told from a leak", 1, times(runs, [&] {
                           return verdict({.loader = kRetainingLoader}).verdict ==
                                  LeakVerdict::allocator_retention;
                         }));
    checks_.expect_share("a leak beside it, told from that", 1, times(runs, [&] {
                           return leaks({.loader = kRetainingLoader, .leak = "list:4096"});
                         }));
  }

  void named_within_ten_loads() {
    const std::size_t runs = std::max<std::size_t>(runs_ / 4, 1);
    const auto expect = [&](const char* kind, std::string_view metric, std::string_view name) {
      checks_.expect_share(fmt::format("{} a load, found and named in 10 loads", kind), 1,
                           times(runs, [&] {
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
    checks_.expect_share("the stated smallest leak, not counted", 0.9, times(runs, [&] {
                           return found({.count = false}, leak_metric::kHeapInUse);
                         }));
    fmt::print("        (at most {:.0f} B a load)\n", std::ceil(largest));
    largest = 0;
    checks_.expect_share("the stated smallest leak, from outside", 0.9, times(runs, [&] {
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
    checks_.tell("a clean verdict on a load of 50 ms", "<= 5 s",
                 fmt::format("{:.1f} s{}", seconds, clean ? "" : ", not clean"),
                 clean && seconds <= kMostSeconds);
  }

  std::size_t runs_;
  const probe::Interrupt& interrupt_;
  Checks& checks_;
};

}  // namespace

void check_processes(std::size_t runs, const probe::Interrupt& interrupt, Checks& checks) {
  ProcessChecks(runs, interrupt, checks).run();
}

}  // namespace alertsage::leaktest

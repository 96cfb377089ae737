#include "bench/gate/live_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>
#include <vector>

#include "bench/gate/machine_load.hpp"
#include "bench/gate/simulation/check_lines.hpp"
#include "bench/gate/trial.hpp"
#include "bench/probe/launcher.hpp"
#include "core/base/progress.hpp"
#include "reports/stats/median.hpp"
#include "reports/stats/proportion.hpp"

namespace alertsage::gate {
namespace {

using reports::Change;
using reports::Proportion;

// Of a run of many rows that are the same, as short as rows can be without measuring the clock.
constexpr TrialSubject kManyRows = {.rows = 50, .size = 0.1};

// The suite that is asked about: 20 rows of 10 ms.
constexpr TrialSubject kSuite = {.rows = 20, .size = 2.5};
constexpr double kSecondsOfSuite = 60;
constexpr double kSecondsAtMost = 280;
constexpr std::chrono::duration<double> kBusyFor{0.6};  // and idle, half of it each

// Rows to put a slow-down into.
constexpr TrialSubject kFewRows = {.rows = 5, .size = 0.5};

constexpr double kLimit = 0.05;

// Runs of the other parts, of each hundred without load.
constexpr std::size_t kLoadedShare = 10;
constexpr std::size_t kSlowShare = 2;

constexpr double kFound = 0.90;  // of slow-downs of the stated size

// Under load nothing is to be decided in a hurry, and nothing has to be.
constexpr std::size_t kPairsUnderLoad = 44;

std::size_t one_if(bool condition) {
  return condition ? 1 : 0;
}

class Live {
 public:
  Live(const LiveCheckOptions& options, const probe::Interrupt& interrupt, Checks& checks)
      : options_(options), checks_(checks), seed_(options.seed) {
    launcher_.watch_for_interrupt(interrupt.descriptor());
  }

  void false_alarms(LoadPattern pattern, std::size_t runs);
  void suite();
  void suite_beside_load();
  double smallest_change();
  void finds(double factor);
  void passes(double factor);

 private:
  TrialResult trial(const TrialSubject& subject, std::size_t pairs = Options().pairs);

  const LiveCheckOptions& options_;
  Checks& checks_;
  std::uint64_t seed_;
  probe::Launcher launcher_;
};

// One iteration is a sample: rows are long enough.
TrialResult Live::trial(const TrialSubject& subject, std::size_t pairs) {
  Options options;
  options.min_time = std::chrono::duration<double>(0);
  options.pairs = pairs;
  options.seed = seed_++;
  options.compare.max_slowdown = kLimit;
  return run_trial(subject, options, launcher_);
}

void Live::false_alarms(LoadPattern pattern, std::size_t runs) {
  const bool is_quiet = pattern == LoadPattern::none;
  Proportion rows;
  Proportion alarms{.of = runs};
  std::size_t same = 0;
  std::size_t contaminated = 0;
  double seconds = 0;
  Progress progress(name_of(pattern), runs);
  for (std::size_t run = 0; run < runs; ++run) {
    progress.update(run);
    const double length = run == 0 ? 5 : seconds / static_cast<double>(run);
    const MachineLoad load({.pattern = pattern, .length = std::chrono::duration<double>(length)});
    const TrialResult result = trial(kManyRows, is_quiet ? Options().pairs : kPairsUnderLoad);
    seconds += result.seconds;
    rows.of += result.comparison.rows.size();
    rows.count += result.called_slower();
    same += result.comparison.count(Change::same);
    alarms.count += one_if(result.verdict == ExitCode::verdict_bad);
    contaminated += one_if(result.comparison.contaminated());
  }
  const std::string where = fmt::format("the same program, {}", name_of(pattern));
  checks_.tell(where + ": rows called slower", percent_at_most(kAlarmsInRows),
               fmt::format("{}; {} same", at_most_words(rows), same),
               reports::share_at_least(rows, 0.95) <= kAlarmsInRows);
  checks_.tell(where + ": runs of 50 rows", percent_at_most(kAlarmsInRuns),
               fmt::format("{}; {} contaminated; {:.3g} s each", at_most_words(alarms),
                           contaminated, seconds / static_cast<double>(runs)),
               reports::share_at_least(alarms, 0.95) <= kAlarmsInRuns);
}

void Live::suite() {
  const TrialResult result = trial(kSuite);
  checks_.tell("20 rows of 10 ms that are the same: decided in",
               fmt::format("<= {:g} s", kSecondsOfSuite),
               fmt::format("{:.3g} s; {} of {} comparisons same", result.seconds,
                           result.comparison.count(Change::same), result.comparison.rows.size()),
               result.seconds <= kSecondsOfSuite && result.verdict == ExitCode::good);
}

// With as many pairs as it may take: the budget ends it, or the last pair.
void Live::suite_beside_load() {
  const MachineLoad load({.pattern = LoadPattern::periodic, .period = kBusyFor, .threads = 4});
  const TrialResult result = trial(kSuite);
  checks_.tell(
      "the same 20 rows, four threads a processor, now and then: over in",
      fmt::format("<= {:g} s", kSecondsAtMost),
      fmt::format("{:.4g} s; {} of {} comparisons undecided", result.seconds,
                  result.comparison.count(Change::cannot_tell), result.comparison.rows.size()),
      result.seconds <= kSecondsAtMost);
}

// The median of what the rows of a few runs say that they would have shown.
double Live::smallest_change() {
  std::vector<double> visible;
  double seconds = 0;
  constexpr std::size_t kRuns = 5;
  for (std::size_t run = 0; run < kRuns; ++run) {
    const TrialResult result = trial(kFewRows);
    seconds += result.seconds;
    for (const reports::RowComparison& row : result.comparison.rows) {
      if (row.smallest_visible && row.metric.name == reports::kRealTime)
        visible.push_back(*row.smallest_visible);
    }
  }
  if (visible.empty()) return 1 + 2 * kLimit;
  const double median = reports::median_of(std::move(visible));
  fmt::print(
      "smallest slow-down that this machine is trusted with, at a limit of 5 %: {:.1f} %, in "
      "{:.2g} s for five rows of 2 ms\n",
      100 * (median - 1), seconds / kRuns);
  return median;
}

void Live::finds(double factor) {
  const std::size_t runs = std::max<std::size_t>(options_.runs / kSlowShare, 1);
  Proportion found{.of = runs};
  Proportion others;
  Progress progress("slow-downs", runs);
  for (std::size_t run = 0; run < runs; ++run) {
    progress.update(run);
    TrialSubject subject = kFewRows;
    subject.factor = factor;
    subject.slow_row = run % subject.rows;
    const TrialResult result = trial(subject);
    const bool is_found = result.row(subject.slow_row).change == Change::slower;
    found.count += one_if(is_found);
    others.of += subject.rows - 1;
    others.count += result.called_slower() - one_if(is_found);
  }
  checks_.tell(fmt::format("slower by {:.1f} %, the smallest stated: found", 100 * (factor - 1)),
               percent_at_least(kFound), at_least_words(found),
               reports::share_at_most(found, 0.95) >= kFound);
  checks_.tell("the rows beside them: called slower", percent_at_most(kAlarmsInRows),
               at_most_words(others), reports::share_at_least(others, 0.95) <= kAlarmsInRows);
}

void Live::passes(double factor) {
  const std::size_t runs = std::max<std::size_t>(options_.runs / kSlowShare, 1);
  Proportion passed{.of = runs};
  std::size_t found = 0;
  Progress progress("twice the limit", runs);
  for (std::size_t run = 0; run < runs; ++run) {
    progress.update(run);
    TrialSubject subject = kFewRows;
    subject.factor = factor;
    const TrialResult result = trial(subject);
    passed.count += one_if(result.verdict == ExitCode::good);
    found += one_if(result.row(subject.slow_row).change == Change::slower);
  }
  checks_.tell(fmt::format("slower by {:.1f} %, twice the limit: passed", 100 * (factor - 1)),
               percent_at_most(kPassed), fmt::format("{}; {} found", at_most_words(passed), found),
               reports::share_at_least(passed, 0.95) <= kPassed);
}

}  // namespace

void check_live(const LiveCheckOptions& options, const probe::Interrupt& interrupt,
                Checks& checks) {
  Live live(options, interrupt, checks);
  for (const LoadPattern pattern : kLoadPatterns) {
    const std::size_t runs =
        pattern == LoadPattern::none ? options.runs : options.runs / kLoadedShare;
    live.false_alarms(pattern, std::max<std::size_t>(runs, 1));
  }
  live.suite();
  live.suite_beside_load();
  live.finds(live.smallest_change());
  live.passes(1 + 2 * kLimit);
}

}  // namespace alertsage::gate

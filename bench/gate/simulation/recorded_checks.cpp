#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "bench/gate/simulation/check_lines.hpp"
#include "bench/gate/simulation/series_checks.hpp"
#include "bench/gate/simulation/simulation.hpp"
#include "reports/judge/pair_rule.hpp"
#include "reports/stats/rank_sum_test.hpp"

namespace alertsage::gate {
namespace {

using reports::Proportion;

constexpr std::size_t kPairs = 60;  // a batch, where there are so many
constexpr std::size_t kBatches = 2;
constexpr std::size_t kWindows = 20'000;
constexpr std::size_t kRuns = 1000;  // of 50 rows

std::size_t pairs_a_batch(const RecordedTimes& recorded) {
  return std::min(kPairs, recorded.log_times.size() / (2 * kBatches) / 2 * 2);
}

// The only row of a run, in windows that start anywhere.
Tally windows_of(const RecordedTimes& recorded, double log_effect,
                 const SeriesCheckOptions& options) {
  const std::size_t pairs = pairs_a_batch(recorded);
  const auto starts =
      static_cast<std::uint32_t>(recorded.log_times.size() - 2 * kBatches * pairs + 1);
  Simulation simulation({.rows = 1, .options = {.most = pairs}});
  Tally tally(log_effect);
  SplitMix64 random(options.seed);
  const double windows = std::max(1.0, options.scale * static_cast<double>(kWindows));
  for (std::size_t window = 0; window < static_cast<std::size_t>(windows); ++window) {
    const std::size_t start = random.below(starts);
    tally.add(simulation.row([&](std::size_t, std::size_t batch) {
      return recorded_pairs(recorded, start + 2 * pairs * batch, pairs, log_effect, random);
    }));
  }
  return tally;
}

// The peer: Google Benchmark's compare.py, given the same times as those of two programs of which
// one was run after the other, with as many repetitions as it asks for (UTEST_OPTIMAL_REPETITIONS
// in its report.py) and at its own alpha. How often it calls them different.
Proportion called_by_compare_py(const RecordedTimes& recorded) {
  constexpr std::size_t kRepetitions = 9;
  constexpr double kItsAlpha = 0.05;
  const std::span<const double> times(recorded.log_times);  // ranks are those of the times
  Proportion different;
  for (std::size_t start = 0; start + 2 * kRepetitions <= times.size(); start += kRepetitions) {
    const double p = reports::rank_sum_p_value(times.subspan(start, kRepetitions),
                                               times.subspan(start + kRepetitions, kRepetitions));
    ++different.of;
    if (p < kItsAlpha) ++different.count;
  }
  return different;
}

// Runs whose rows are windows of all series in turn.
Proportion runs_with_alarms(std::span<const RecordedTimes> all, const SeriesCheckOptions& options) {
  std::size_t pairs = kPairs;
  for (const RecordedTimes& recorded : all) pairs = std::min(pairs, pairs_a_batch(recorded));
  const Plan plan{.options = {.most = pairs}};
  Simulation simulation(plan);
  Tally tally(0);
  SplitMix64 random(options.seed);
  const double runs = std::max(1.0, options.scale * static_cast<double>(kRuns));
  for (std::size_t run = 0; run < static_cast<std::size_t>(runs); ++run) {
    tally.add_run(simulation.run([&](std::size_t row, std::size_t) {
      const RecordedTimes& recorded = all[row % all.size()];
      const auto starts = static_cast<std::uint32_t>(recorded.log_times.size() - 2 * pairs + 1);
      return recorded_pairs(recorded, random.below(starts), pairs, 0, random);
    }));
  }
  return tally.runs_with_slower();
}

}  // namespace

void check_recorded_series(std::span<const RecordedTimes> all, const SeriesCheckOptions& options,
                           Checks& checks) {
  for (const RecordedTimes& recorded : all) {
    assert(recorded.log_times.size() >= kFewestRecorded);
    const std::size_t pairs = pairs_a_batch(recorded);
    const Tally same = windows_of(recorded, 0, options);
    const Tally at_limit = windows_of(recorded, std::log1p(Plan().limit), options);
    const Scatter scatter = scatter_of(recorded);
    const Proportion slower = same.verdicts(reports::Change::slower);
    checks.tell(
        fmt::format("called slower and is not, {} pairs, {}", pairs, recorded.name),
        percent_at_most(kAlarmsInRows),
        fmt::format("{}; first batch alone {}; {} windows that share no times; CV {:.0f} %, lag-1 "
                    "{:.1f}; compare.py calls {:.0f} % different",
                    at_most_words(slower), same.first_batches(reports::Change::slower).count,
                    recorded.log_times.size() / (2 * kBatches * pairs),
                    100 * scatter.coefficient_of_variation, scatter.lag_1,
                    100 * share(called_by_compare_py(recorded))),
        share_at_least(slower, kSure) <= kAlarmsInRows);
    checks.tell(fmt::format("passed and slower by 1 x limit, {} pairs, {}", pairs, recorded.name),
                percent_at_most(kPassed), at_most_words(at_limit.passed()),
                share_at_least(at_limit.passed(), kSure) <= kPassed);
    checks.tell(fmt::format("shown intervals hold the truth, {} pairs, {}", pairs, recorded.name),
                percent_at_least(kCovered), at_least_words(same.covered()),
                share(same.covered()) >= kCovered);
    if (options.progress) options.progress();
  }
  const Proportion runs = runs_with_alarms(all, options);
  checks.tell("runs of 50 rows with any of them, recorded", percent_at_most(kAlarmsInRuns),
              at_most_words(runs), share(runs) <= kAlarmsInRuns);
}

}  // namespace alertsage::gate

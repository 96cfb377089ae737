#include "bench/gate/simulation/series_checks.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "bench/gate/simulation/check_lines.hpp"
#include "bench/gate/simulation/machine.hpp"
#include "bench/gate/simulation/simulation.hpp"

namespace alertsage::gate {
namespace {

using reports::Change;
using reports::Proportion;

constexpr double kSmallestFound = 0.90;
constexpr double kFound = 0.95;
constexpr double kShareOfPlan = 0.4;  // of pairs, until a quiet row is decided

Plan plan_of(std::size_t most) {
  return {.options = {.most = most}};
}

class SeriesChecks {
 public:
  SeriesChecks(const SeriesCheckOptions& options, Checks& checks)
      : options_(options), checks_(checks), family_(options.seed) {}

  void run() {
    for (const std::size_t most : {60U, 240U}) {
      Cases covered(Cases::Good::many);
      false_alarms(plan_of(most), covered);
      passed_in_silence(plan_of(most), covered);
      covered.tell(fmt::format("shown intervals hold the truth, {} pairs", most), kCovered,
                   checks_);
      smallest_found(plan_of(most));
    }
    found(1.0, 60);
    found(0.5, 240);
    found(0.4, 400);
    for (const double spread : {0.01, 0.02, 0.03}) quiet_rows(spread);
    for (const std::size_t values : {6U, 11U, 30U, 61U}) median_interval(values);
  }

 private:
  std::size_t scaled(std::size_t count) const {
    const double some = std::round(options_.scale * static_cast<double>(count));
    return static_cast<std::size_t>(std::max(1.0, some));
  }

  void tell_progress() const {
    if (options_.progress) options_.progress();
  }

  // Runs or rows of a machine, each with pairs of its own, where row i has log_effects[i], or the
  // only one.
  DrawBatch draw(const Machine& machine, std::size_t pairs,
                 const std::vector<double>& log_effects) {
    const std::uint64_t family = ++family_;
    return [=, &machine](std::size_t row, std::size_t batch) {
      SplitMix64 random = SplitMix64::of_item(family, 2 * row + batch);
      const double log_effect = log_effects.size() == 1 ? log_effects[0] : log_effects.at(row);
      return made_pairs(machine, pairs, log_effect, random);
    };
  }

  Tally runs_of(const Machine& machine, const Plan& plan, double log_effect, std::size_t runs) {
    Simulation simulation(plan);
    Tally tally(log_effect);
    for (std::size_t run = 0; run < scaled(runs); ++run) {
      tally.add_run(simulation.run(draw(machine, plan.options.most, {log_effect})));
    }
    tell_progress();
    return tally;
  }

  void false_alarms(const Plan& plan, Cases& covered) {
    Cases of_runs(Cases::Good::few);
    for (const Machine& machine : machines()) {
      const Tally tally = runs_of(machine, plan, 0, 1000);
      const Proportion slower = tally.verdicts(Change::slower);
      const auto percent = [&](Change change) { return 100 * share(tally.verdicts(change)); };
      checks_.tell(
          fmt::format("called slower and is not, {} pairs, {}", plan.options.most, machine.name),
          percent_at_most(kAlarmsInRows),
          fmt::format("{}; in first batches {}; faster {}; same {:.0f} %, not slower {:.0f} %, "
                      "cannot tell {:.0f} %",
                      at_most_words(slower), tally.first_batches(Change::slower).count,
                      tally.verdicts(Change::faster).count, percent(Change::same),
                      percent(Change::not_slower), percent(Change::cannot_tell)),
          share(slower) <= kAlarmsInRows);
      of_runs.add(machine.name, tally.runs_with_slower());
      covered.add(machine.name, tally.covered());
    }
    of_runs.tell(
        fmt::format("runs of {} rows with any of them, {} pairs", plan.rows, plan.options.most),
        kAlarmsInRuns, checks_);
  }

  void passed_in_silence(const Plan& plan, Cases& covered) {
    for (const double limits : {1.0, 2.0}) {
      Cases passed(Cases::Good::few);
      for (const Machine& machine : machines()) {
        const Tally tally = runs_of(machine, plan, std::log1p(limits * plan.limit), 200);
        passed.add(machine.name, tally.passed());
        covered.add(machine.name, tally.covered());
      }
      passed.tell(
          fmt::format("passed and slower by {:g} x limit, {} pairs", limits, plan.options.most),
          kPassed, checks_);
    }
  }

  // Asks rows that are the same what the smallest slow-down is that would be found, slows others
  // by that, and counts those that are.
  void smallest_found(const Plan& plan) {
    Cases found(Cases::Good::many);
    for (const Machine& machine : machines()) {
      Simulation simulation(plan);
      Proportion seen;
      for (std::size_t run = 0; run < scaled(100); ++run) {
        std::vector<std::optional<double>> stated;
        std::vector<double> log_effects;
        for (const SimulatedRow& row : simulation.run(draw(machine, plan.options.most, {0.0}))) {
          stated.push_back(row.verdict.finding.smallest_visible);
          log_effects.push_back(std::log(stated.back().value_or(1)));
        }
        const auto rows = simulation.run(draw(machine, plan.options.most, log_effects));
        for (std::size_t row = 0; row < rows.size(); ++row) {
          if (!stated[row]) continue;
          ++seen.of;
          if (rows[row].verdict.change == Change::slower) ++seen.count;
        }
      }
      found.add(machine.name, seen);
      tell_progress();
    }
    found.tell(fmt::format("found, slower by what is stated, {} pairs", plan.options.most),
               kSmallestFound, checks_);
  }

  // One row of 50 that is slower by so many spreads of its pairs, and the limit half of that.
  void found(double spreads, std::size_t most) {
    static constexpr Machine kShapes[] = {
        {.name = "noise"},
        {.name = "AR(0.5)", .correlation = 0.5},
        {.name = "AR(0.8)", .correlation = 0.8},
        {.name = "bursts", .burst_share = 0.1, .burst_factor = 3},
        {.name = "drift of 20 %", .drift_factor = 1.2},
        {.name = "step of 30 %", .step_factor = 1.3},
    };
    Cases found(Cases::Good::many);
    for (const Machine& shape : kShapes) {
      for (const double spread : {0.01, 0.05, 0.15, 0.4}) {
        const Machine machine = with_pair_spread(shape, spread, most);
        Plan plan = plan_of(most);
        plan.limit = std::expm1(spreads * spread) / 2;
        Simulation simulation(plan);
        Tally tally(spreads * spread);
        for (std::size_t row = 0; row < scaled(1000); ++row) {
          tally.add(simulation.row(draw(machine, most, {spreads * spread})));
        }
        found.add(fmt::format("{}, s {:g} %", shape.name, 100 * spread),
                  tally.verdicts(Change::slower));
        tell_progress();
      }
    }
    found.tell(fmt::format("found, slower by {:g} s, {} pairs a batch", spreads, most), kFound,
               checks_);
  }

  void quiet_rows(double spread) {
    const Plan plan = plan_of(60);
    const Machine machine = with_pair_spread({.name = "quiet"}, spread, plan.options.most);
    const Tally tally = runs_of(machine, plan, 0, 100);
    const double most = kShareOfPlan * static_cast<double>(plan.options.most);
    checks_.tell(
        fmt::format("pairs until decided, s {:g} %, of {}", 100 * spread, plan.options.most),
        fmt::format("<= {:g}", most), fmt::format("{:.1f}", tally.pairs_a_row()),
        tally.pairs_a_row() <= most);
  }

  // The interval has no shape in it, so any distribution does.
  void median_interval(std::size_t values) {
    SplitMix64 random(++family_);
    const double median = 0x1p63;
    double stated = 0;
    Proportion covered;
    for (covered.of = 0; covered.of < scaled(20'000); ++covered.of) {
      std::vector<double> drawn(values);
      for (double& value : drawn) value = static_cast<double>(random.next());
      const auto interval = reports::median_interval(*reports::Sample::make(drawn), kCovered);
      if (interval->low <= median && median <= interval->high) ++covered.count;
      stated = interval->coverage;
    }
    checks_.tell(
        fmt::format("interval of a median holds it, {} values", values),
        fmt::format("{:.2f} %", 100 * stated), fmt::format("{} of {}", covered.count, covered.of),
        share_at_least(covered, 0.999) <= stated && stated <= share_at_most(covered, 0.999));
  }

  const SeriesCheckOptions& options_;
  Checks& checks_;
  std::uint64_t family_;
};

}  // namespace

void check_made_series(const SeriesCheckOptions& options, Checks& checks) {
  SeriesChecks(options, checks).run();
}

}  // namespace alertsage::gate

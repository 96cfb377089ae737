#include "bench/gate/simulation/machine.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "bench/gate/simulation/paired_times.hpp"
#include "reports/stats/median.hpp"

namespace alertsage::gate {
namespace {

constexpr std::array<Machine, 18> kMachines = {{
    {.name = "noise of 3 %", .deviation = 0.03},
    {.name = "noise of 20 %", .deviation = 0.2},
    {.name = "noise of 60 %", .deviation = 0.55},
    {.name = "AR(0.5) of 20 %", .deviation = 0.2, .correlation = 0.5},
    {.name = "AR(0.8) of 20 %", .deviation = 0.2, .correlation = 0.8},
    {.name = "AR(0.8) of 60 %", .deviation = 0.55, .correlation = 0.8},
    {.name = "bursts", .burst_share = 0.1, .burst_factor = 3},
    {.name = "many bursts", .burst_share = 0.4, .burst_factor = 3},
    {.name = "drift of 20 %", .deviation = 0.01, .drift_factor = 1.2},
    {.name = "drift of 300 %", .deviation = 0.01, .drift_factor = 4},
    {.name = "step of 30 %", .step_factor = 1.3},
    {.name = "resonance of 2", .period = 2, .period_factor = 1.3},
    {.name = "resonance of 4", .period = 4, .period_factor = 1.3},
    {.name = "neighbour", .neighbour_factor = 1.6},
    {.name = "slots, 3 %", .slot_factor = 1.03},
    {.name = "slots, quiet", .deviation = 0.003, .slot_factor = 1.03},
    {.name = "clock of 1 %", .tick = 0.01},
    {.name = "all of it",
     .deviation = 0.2,
     .correlation = 0.5,
     .burst_share = 0.1,
     .burst_factor = 3,
     .drift_factor = 1.2,
     .step_factor = 1.3,
     .period = 4,
     .period_factor = 1.2,
     .neighbour_factor = 1.6,
     .slot_factor = 1.03,
     .tick = 0.01},
}};

// In (0, 1].
double uniform(SplitMix64& random) {
  return static_cast<double>((random.next() >> 11) + 1) * 0x1p-53;
}

// Box and Muller's.
double gauss(SplitMix64& random) {
  const double radius = std::sqrt(-2 * std::log(uniform(random)));
  return radius * std::cos(2 * std::numbers::pi * uniform(random));
}

// Gives the logs of times, one after the other.
class LogTimes {
 public:
  LogTimes(const Machine& machine, std::size_t times, SplitMix64& random)
      : machine_(machine),
        times_(times),
        random_(random),
        level_(machine.deviation * gauss(random)),
        neighbour_(random.below(2) == 0) {}

  double operator()() {
    const double value = level_ + by_chance() + by_place();
    const double kept = machine_.correlation;
    level_ = kept * level_ + machine_.deviation * std::sqrt(1 - kept * kept) * gauss(random_);
    ++at_;
    return value;
  }

 private:
  double by_chance() {
    double more = 0;
    if (machine_.burst_share > 0 && uniform(random_) <= machine_.burst_share) {
      more = std::log(machine_.burst_factor) * -std::log(uniform(random_));
    }
    if (machine_.neighbour_factor > 1) {
      if (random_.below(16) == 0) neighbour_ = !neighbour_;
      if (neighbour_) more += std::log(machine_.neighbour_factor);
    }
    return more;
  }

  double by_place() const {
    const double share = static_cast<double>(at_) / static_cast<double>(times_);
    double more = std::log(machine_.drift_factor) * share;
    if (share >= 0.5) more += std::log(machine_.step_factor);
    if (at_ % 2 == 1) more += std::log(machine_.slot_factor);
    const std::size_t period = machine_.period;
    if (period > 0 && (at_ + 1) % period >= period / 2) more += std::log(machine_.period_factor);
    return more;
  }

  const Machine& machine_;
  std::size_t times_;
  SplitMix64& random_;
  double level_;
  bool neighbour_;
  std::size_t at_ = 0;
};

}  // namespace

std::span<const Machine> machines() {
  return kMachines;
}

std::vector<double> made_pairs(const Machine& machine, std::size_t pairs, double log_effect,
                               SplitMix64& random) {
  LogTimes next(machine, 2 * pairs, random);
  std::vector<double> log_times;
  log_times.reserve(2 * pairs);
  for (std::size_t i = 0; i < 2 * pairs; ++i) log_times.push_back(next());
  return paired_times(log_times, {.log_effect = log_effect, .tick = machine.tick}, random);
}

double pair_spread(const Machine& machine, std::size_t pairs, std::size_t batches,
                   std::uint64_t seed) {
  SplitMix64 random(seed);
  std::vector<double> distances;
  for (std::size_t batch = 0; batch < batches; ++batch) {
    for (const double ratio : made_pairs(machine, pairs, 0, random)) {
      distances.push_back(std::abs(ratio));
    }
  }
  return 1.4826 * reports::median_of(std::move(distances));
}

Machine with_pair_spread(Machine machine, double spread, std::size_t pairs) {
  constexpr std::size_t kPairs = 20'000;
  double low = 0;
  double high = 2 * spread / std::sqrt(1 - machine.correlation);
  for (int step = 0; step < 20; ++step) {
    machine.deviation = (low + high) / 2;
    const bool wide = pair_spread(machine, pairs, kPairs / pairs, 1) > spread;
    (wide ? high : low) = machine.deviation;
  }
  return machine;
}

}  // namespace alertsage::gate

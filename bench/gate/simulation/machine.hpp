// Made machines, and pairs of two programs on them whose truth is known: what the machine does to
// times, and how much slower the candidate is.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/random.hpp"

namespace alertsage::gate {

// What a machine does to times that follow each other and would all be 1. Factors of 1 are none.
struct Machine {
  std::string_view name = {};
  double deviation = 0.05;      // of the logs of times: 0.55 is a coefficient of variation of 60 %
  double correlation = 0;       // of neighbours in them: AR(1), -1 < correlation < 1
  double burst_share = 0;       // of times that take longer,
  double burst_factor = 1;      //   by so much in the geometric mean
  double drift_factor = 1;      // of the last time of a batch to the first
  double step_factor = 1;       // of the second half of a batch to the first
  std::size_t period = 0;       // of a resonance, in times; in the second half of each period
  double period_factor = 1;     //   times take longer by that
  double neighbour_factor = 1;  // while other work is on the machine; it comes and goes
  double slot_factor = 1;       // of the second of a pair
  double tick = 0;              // of the clock; 0: a fine one
};

// Noise from 3 to 60 %, alone and as AR(1), bursts, drifts, steps, resonances, neighbours, slot
// effects, coarse clocks.
std::span<const Machine> machines();

// The log ratios candidate / base of so many pairs that follow each other, in orders drawn as the
// gate draws them. The candidate takes exp(log_effect) times as long.
std::vector<double> made_pairs(const Machine& machine, std::size_t pairs, double log_effect,
                               SplitMix64& random);

// The spread of pairs of equal programs: 1.4826 times the median of their distances from 0, which
// is the standard deviation of normal ones. From `batches` of so many pairs.
double pair_spread(const Machine& machine, std::size_t pairs, std::size_t batches,
                   std::uint64_t seed);

// `machine` with such a deviation that its pairs have that spread. REQUIRES: what else it does
// leaves room for that.
Machine with_pair_spread(Machine machine, double spread, std::size_t pairs);

}  // namespace alertsage::gate

// Times of one program, one after the other, taken as pairs of two.
#pragma once

#include <span>
#include <vector>

#include "core/base/random.hpp"

namespace alertsage::gate {

struct Candidate {
  double log_effect = 0;  // takes exp(log_effect) times as long as the base
  double tick = 0;        // of the clock that both are read from; 0: a fine one
};

// The log ratios candidate / base of neighbours, in orders drawn as the gate draws them. A last
// time without a neighbour is left.
std::vector<double> paired_times(std::span<const double> log_times, const Candidate& candidate,
                                 SplitMix64& random);

}  // namespace alertsage::gate

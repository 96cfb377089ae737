// The self-test of the rule on pairs: what it promises, asked of pairs whose truth is known.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>

#include "bench/gate/simulation/recorded.hpp"
#include "core/base/checks.hpp"

namespace alertsage::gate {

struct SeriesCheckOptions {
  double scale = 1;           // of the number of runs: 1 takes 90 s, 0.03 still tells of all
  std::uint64_t seed = 2024;  // the same seed, the same pairs
  std::function<void()> progress = {};  // called between parts; may throw to end it
};

// On made machines: false alarms; what is passed in silence; what is found, and found of what is
// stated; intervals; how many pairs it takes. Deterministic.
void check_made_series(const SeriesCheckOptions& options, Checks& checks);

// The fewest times of one row that recorded series are made of: two batches of 50 pairs.
inline constexpr std::size_t kFewestRecorded = 200;

// On recorded times, resampled: false alarms, and what is passed in silence.
// REQUIRES: !all.empty(); each has kFewestRecorded times.
void check_recorded_series(std::span<const RecordedTimes> all, const SeriesCheckOptions& options,
                           Checks& checks);

}  // namespace alertsage::gate

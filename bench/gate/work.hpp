// A fixed piece of work: integer arithmetic and reads from half a megabyte, as much each time.
//
// The control of a gate runs it beside each side of each pair, and the subjects of its self-test
// are made of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "core/base/random.hpp"

namespace alertsage::gate {

inline constexpr std::uint64_t kControlSteps = 1'000'000;  // some milliseconds

// What comes of it, so that no compiler leaves it out. Time is proportional to `steps`.
inline std::uint64_t work(std::uint64_t steps) {
  constexpr std::size_t kSize = std::size_t{1} << 16;
  static const std::vector<std::uint64_t> kWords = [] {
    SplitMix64 random(1);
    std::vector<std::uint64_t> filled(kSize);
    for (std::uint64_t& word : filled) word = random.next();
    return filled;
  }();
  std::uint64_t state = 1;
  for (std::uint64_t step = 0; step < steps; ++step) {
    state = state * 6364136223846793005 + kWords[(state >> 40) % kSize];
  }
  return state;
}

}  // namespace alertsage::gate

// Another size of the environment for each process.
//
// Where the stack begins depends on it, and a program may be faster or slower by that alone
// (T. Mytkowicz and others, "Producing Wrong Data Without Doing Anything Obviously Wrong!",
// ASPLOS 2009). Drawn anew for each process, it is noise like any other.
#pragma once

#include <string>
#include <utility>

#include "core/base/random.hpp"

namespace alertsage::probe {

inline constexpr std::size_t kMostPaddingBytes = 4096;  // a page

// A variable, ALERTSAGE_PADDING, of up to `most` bytes.
inline std::pair<std::string, std::string> environment_padding(
    SplitMix64& random, std::size_t most = kMostPaddingBytes) {
  constexpr std::size_t kStep = 16;  // the stack begins at a multiple of that
  const auto steps = static_cast<std::uint32_t>(most / kStep);
  return {"ALERTSAGE_PADDING", std::string(random.below(steps + 1) * kStep, 'x')};
}

}  // namespace alertsage::probe

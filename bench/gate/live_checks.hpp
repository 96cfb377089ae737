// The self-test of the whole gate on this machine: real processes, whose truth is known because
// they are the same program, or do a known share of work more.
#pragma once

#include <cstddef>
#include <cstdint>

#include "bench/probe/interrupt.hpp"
#include "core/base/checks.hpp"

namespace alertsage::gate {

struct LiveCheckOptions {
  std::size_t runs = 100;  // of the same program, without other load; of all else a share of that
  std::uint64_t seed = 2024;
};

// False alarms with and without other load on all processors; the smallest slow-down that is told,
// and whether it is found; what is passed of twice the limit; what a suite costs. Throws
// probe::Interrupted; Error where a program of ours cannot be run.
void check_live(const LiveCheckOptions& options, const probe::Interrupt& interrupt, Checks& checks);

}  // namespace alertsage::gate

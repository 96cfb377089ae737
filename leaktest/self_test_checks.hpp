// The parts of the self-test.
#pragma once

#include <cstddef>
#include <cstdint>

#include "bench/probe/interrupt.hpp"
#include "core/base/checks.hpp"

namespace alertsage::leaktest {

// Leaks of known size and loaders without one, in real processes: `runs` of each kind.
// Throws probe::Interrupted; Error where a process cannot be tested.
void check_processes(std::size_t runs, const probe::Interrupt& interrupt, Checks& checks);

// Made series whose truth is known. Throws probe::Interrupted.
void check_series(std::uint64_t seed, const probe::Interrupt& interrupt, Checks& checks);

}  // namespace alertsage::leaktest

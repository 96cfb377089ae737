// Times of one program on this machine, one after the other, with and without other load: noise as
// it is, for pairs to be drawn from.
#pragma once

#include <cstddef>
#include <vector>

#include "bench/gate/simulation/recorded.hpp"
#include "bench/probe/launcher.hpp"

namespace alertsage::gate {

// So many times of the control in each of kLoadPatterns, and beside several threads a processor.
// Throws Error (environment) where the control fails; probe::Interrupted.
std::vector<RecordedTimes> record_machine(std::size_t times, probe::Launcher& launcher);

}  // namespace alertsage::gate

// A launched process as a sample.
#pragma once

#include <chrono>

#include "bench/probe/launcher.hpp"
#include "bench/suite.hpp"

namespace alertsage::bench {

// Far beyond what a sample takes: a process that hangs must not hang the run.
inline constexpr std::chrono::minutes kPatience{2};

// Runs `command`, for that long at most; throws Error (environment) with the child's first line
// of stderr where it fails.
probe::ProcessSample run_checked(probe::Launcher& launcher, probe::Command command);

// Timed to the first byte of output. REQUIRES: there was one (run_checked does not see to that):
// throws Error otherwise.
Sample to_first_output(const probe::ProcessSample& run);

// Timed to the process's end.
Sample to_end(const probe::ProcessSample& run);

}  // namespace alertsage::bench

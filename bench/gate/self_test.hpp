// alertsage-gate self-test: how often is the gate wrong, and how small a slow-down does it tell on
// this machine? In made series, in times recorded here, and in real runs.
#pragma once

#include "core/base/program.hpp"

namespace alertsage::gate {

// The rest of the command line, from `self-test` on. Prints a line a check: what was asked, what it
// came to. ExitCode::good where all was reached, verdict_bad where something was not, undecided
// where it was interrupted. Throws Error.
ExitCode run_self_test(int argc, char** argv);

}  // namespace alertsage::gate

// alertsage-leaktest self-test: leaks of known size and loaders without one, in real processes and
// in made series, and how often the verdict was right.
#pragma once

#include "core/base/program.hpp"

namespace alertsage::leaktest {

// The rest of the command line, from `self-test` on. Prints a line a check: what was asked, what it
// came to. ExitCode::good where all was reached, verdict_bad where something was not, undecided
// where it was interrupted. Throws Error where a process could not be tested at all.
ExitCode run_self_test(int argc, char** argv);

}  // namespace alertsage::leaktest

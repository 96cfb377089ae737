// What a run tests: each strategy or plug-in on each model in each mode is a job, and each job a
// fresh process, this program's own child; or one command, or one process.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "bench/probe/interrupt.hpp"
#include "leaktest/child.hpp"
#include "leaktest/options.hpp"
#include "reports/results/leak_section.hpp"

namespace alertsage::leaktest {

struct Job {
  reports::LeakSection section;    // its names
  std::optional<ChildPlan> child;  // nothing: the command or process of the options
};

// Opens plug-ins, in children. Throws Error: usage for what is not known, and where no model fits;
// environment with the reason where a plug-in cannot be opened.
std::vector<Job> jobs_of(const Options& options, const probe::Interrupt& interrupt);

}  // namespace alertsage::leaktest

// How one job is tested: its process is started, or found, and observed in the way that suits it.
#pragma once

#include "bench/probe/interrupt.hpp"
#include "leaktest/jobs.hpp"
#include "leaktest/observation.hpp"
#include "leaktest/options.hpp"
#include "reports/results/leak_section.hpp"

namespace alertsage::leaktest {

// Throws Error (environment) with the reason where the subject fails.
reports::LeakSection run_job(const Job& job, const Options& options,
                             const probe::Interrupt& interrupt, const TellProgress& tell);

}  // namespace alertsage::leaktest

// One run of one subject: cycles are watched until a verdict stands.
#pragma once

#include <cstddef>
#include <functional>

#include "leaktest/cycle_source.hpp"
#include "leaktest/recording.hpp"
#include "reports/results/leak_section.hpp"
#include "reports/stats/leak_schedule.hpp"

namespace alertsage::leaktest {

struct ObservationPlan {
  reports::LeakSchedule schedule = {};
  double max_leak_bytes = 1024;
  bool trim = true;         // before each sample, where the source can
  bool heap_needed = true;  // Observed::heap_needed
};

// How many cycles are done, and at how many there is the next look.
using TellProgress = std::function<void(std::size_t done, std::size_t of)>;

// Fills in `section`, whose names stand. An interrupt ends the run early: then `section.partial`
// says so, and the verdict is on what there is; one that comes before that is probe::Interrupted.
// Throws Error where the subject fails, or ended before anything can be said.
void observe(CycleSource& source, Recording& recording, const ObservationPlan& plan,
             const TellProgress& tell, reports::LeakSection& section);

}  // namespace alertsage::leaktest

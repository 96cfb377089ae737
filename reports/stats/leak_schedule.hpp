// After how many loads to judge, and when to stop.
//
// Looking early is allowed where the answer can only be a good one: a verdict of `clean` bounds the
// growth, and that bound does not get worse for having been looked at. A `leak` would: each further
// look is one more chance to be fooled. So before the planned number of loads only `clean` stops,
// and after it only what more loads may still decide goes on. Growth that is certain and small is
// such a thing: more loads tell whether it goes on.
#pragma once

#include <cstddef>
#include <optional>

#include "reports/stats/leak_rule.hpp"

namespace alertsage::reports {

struct LeakSchedule {
  std::size_t fewest = 30;  // the first look; more loads make short tests of clean loaders longer
  std::size_t loads = 50;   // the look at which any verdict may stand
  std::size_t most = 200;   // undecided runs double their loads up to here
};

// What one look came to.
struct LookFinding {
  LeakVerdict worst = LeakVerdict::cannot_tell;  // of all series
  bool any_grows = false;                        // for certain, however little
};

// The number of loads at which to judge again, after `loads_done` of them came to that; nothing:
// stop. With no loads done, the first look, whatever was found. REQUIRES: schedule.fewest > 0,
// schedule.loads > 0.
std::optional<std::size_t> next_look(std::size_t loads_done, const LookFinding& found,
                                     const LeakSchedule& schedule = {});

}  // namespace alertsage::reports

#include "reports/stats/leak_schedule.hpp"

#include <algorithm>
#include <cassert>

namespace alertsage::reports {
namespace {

// Each look takes time of the square of the loads, in which the process stands still.
std::size_t next_early_look(std::size_t loads_done) {
  constexpr std::size_t kLeast = 10;
  return loads_done + std::max(kLeast, loads_done / 4);
}

}  // namespace

std::optional<std::size_t> next_look(std::size_t loads_done, const LookFinding& found,
                                     const LeakSchedule& schedule) {
  assert(schedule.fewest > 0 && schedule.loads > 0);
  if (loads_done == 0) return std::min(schedule.fewest, schedule.loads);
  const bool clean = found.worst == LeakVerdict::clean;
  if (clean && !found.any_grows) return std::nullopt;
  if (loads_done < schedule.loads) return std::min(next_early_look(loads_done), schedule.loads);
  const bool undecided =
      clean || found.worst == LeakVerdict::decelerating || found.worst == LeakVerdict::cannot_tell;
  if (!undecided || loads_done >= schedule.most) return std::nullopt;
  return std::min(2 * loads_done, schedule.most);
}

}  // namespace alertsage::reports

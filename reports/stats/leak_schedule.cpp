#include "reports/stats/leak_schedule.hpp"

#include <algorithm>
#include <cassert>

namespace alertsage::reports {
namespace {

constexpr std::size_t kBetweenEarlyLooks = 10;

}  // namespace

std::optional<std::size_t> next_look(std::size_t loads_done, LeakVerdict worst,
                                     const LeakSchedule& schedule) {
  assert(schedule.fewest > 0 && schedule.loads > 0);
  if (loads_done == 0) return std::min(schedule.fewest, schedule.loads);
  if (worst == LeakVerdict::clean) return std::nullopt;
  if (loads_done < schedule.loads) {
    return std::min(loads_done + kBetweenEarlyLooks, schedule.loads);
  }
  const bool undecided = worst == LeakVerdict::decelerating || worst == LeakVerdict::cannot_tell;
  if (!undecided || loads_done >= schedule.most) return std::nullopt;
  return std::min(2 * loads_done, schedule.most);
}

}  // namespace alertsage::reports

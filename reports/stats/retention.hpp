// Memory that is free, and that the allocator keeps: resident memory grows load after load, nothing
// is lost, and a trim gives it back. People report it as a leak, and to who pays for memory it is
// one; but what helps is another: trim, fewer arenas, another allocator.
#pragma once

#include <optional>
#include <string>

#include "reports/stats/leak_rule.hpp"

namespace alertsage::reports {

struct RetentionFinding {
  bool retained = false;
  std::optional<double> growth = {};  // per load; nothing with too few loads
  std::optional<Interval> growth_bounds = {};
  std::optional<double> part_given_back = {};  // of what was gained; nothing where nothing was
  std::string reason = {};                     // in words and figures
};

// Told from a run that is trimmed at its end only: anonymous resident bytes after each load, and
// after the trim. `retained` where judge_leak() says `leak` or `decelerating` with a lower bound
// above 0, and the trim gave back at least half of what was gained over the judged loads. The limit
// of `rule` is that above which growth matters, its resolution a page. O(n^2).
RetentionFinding judge_retention(const Sample& untrimmed, double after_trim, const LeakRule& rule);

}  // namespace alertsage::reports

#include "reports/stats/retention.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace alertsage::reports {
namespace {

constexpr double kEnoughGivenBack = 0.5;

// Where the series ends; of the last values the middle one, since a single one may be a wild one.
double level_at_end(const Sample& series) {
  const std::size_t count = std::min<std::size_t>(series.size(), 3);
  return Sample::make(series.values().last(count))->median();
}

}  // namespace

RetentionFinding judge_retention(const Sample& untrimmed, double after_trim, const LeakRule& rule) {
  const LeakFinding found = judge_leak(untrimmed, rule);
  RetentionFinding finding{.growth = found.growth, .growth_bounds = found.growth_bounds};
  const bool grows =
      (found.verdict == LeakVerdict::leak || found.verdict == LeakVerdict::decelerating) &&
      found.growth_bounds->low > 0;
  if (!grows) {
    finding.reason = fmt::format("does not grow steadily: {}", found.reason);
    return finding;
  }
  const double gained = *found.growth * static_cast<double>(found.judged_loads - 1);
  finding.part_given_back = (level_at_end(untrimmed) - after_trim) / gained;
  finding.retained = *finding.part_given_back >= kEnoughGivenBack;
  finding.reason =
      finding.retained
          ? fmt::format(
                "grows by {:.0f} a cycle where nothing is trimmed, and a trim gives it back",
                *found.growth)
          : fmt::format("a trim gave back {:.0f} % of what was gained in {} cycles",
                        100 * std::max(*finding.part_given_back, 0.0), found.judged_loads);
  return finding;
}

}  // namespace alertsage::reports

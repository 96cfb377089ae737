#include "reports/results/leak_section.hpp"

#include <algorithm>
#include <utility>

#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {

LeakMetric make_leak_metric(std::string name, LeakMetricKind kind, const LeakFinding& finding) {
  LeakMetric metric{.name = std::move(name),
                    .kind = kind,
                    .verdict = finding.verdict,
                    .slope_per_load = finding.growth,
                    .smallest_leak = finding.smallest_leak,
                    .warm_up_loads = finding.warm_up_loads,
                    .reason = finding.reason};
  if (finding.growth_bounds) {
    metric.slope_low = finding.growth_bounds->low;
    metric.slope_high = finding.growth_bounds->high;
  }
  return metric;
}

bool is_of_a_model(const LeakSection& section) {
  return section.strategy != leak_strategy::kCommand && section.strategy != leak_strategy::kProcess;
}

const LeakMetric* find_metric(const LeakSection& section, std::string_view name) {
  const auto found = std::find_if(section.metrics.begin(), section.metrics.end(),
                                  [&](const LeakMetric& metric) { return metric.name == name; });
  return found == section.metrics.end() ? nullptr : &*found;
}

std::string words_of(LeakVerdict verdict) {
  std::string words(name_of(verdict));
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

}  // namespace alertsage::reports

#include "reports/compare/metric_cautions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>

#include "core/base/printable.hpp"
#include "reports/compare/comparison.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

constexpr std::size_t kMostNamed = 10;

bool is_assumed(const Metric& metric, const Comparison& comparison) {
  if (!is_direction_assumed(comparison.options.policy, metric)) return false;
  return std::any_of(comparison.rows.begin(), comparison.rows.end(),
                     [&](const RowComparison& row) { return row.metric.name == metric.name; });
}

void add_metrics_of(const Document& document, std::set<std::string>& names) {
  for (const Series& series : document.series) {
    for (const Row& row : series.rows) {
      for (const std::string_view time : {kRealTime, kCpuTime}) {
        if (value_of(row, metric_named(time))) names.emplace(time);
      }
      for (const auto& entry : row.counters) names.insert(entry.first);
    }
  }
}

std::set<std::string> metrics_of(const Policy& policy) {
  std::set<std::string> names;
  for (const auto& entry : policy.metrics) names.insert(entry.first);
  for (const RowPolicy& row : policy.rows) {
    if (!row.metric.empty()) names.insert(row.metric);
  }
  return names;
}

}  // namespace

std::vector<std::string> metric_cautions(const Comparison& comparison, const Document& base,
                                         const Document& contender) {
  std::vector<std::string> lines;
  for (const Metric& metric : comparison.metrics) {
    if (!is_assumed(metric, comparison)) continue;
    const std::string name = printable(metric.name);
    lines.push_back(
        fmt::format("less of {0} is taken as better, as its name does not say: \"{0}\": "
                    "{{\"better\": \"more\"}} (or \"less\") in the \"metrics\" of a policy does",
                    name));
  }
  std::set<std::string> known;
  add_metrics_of(base, known);
  add_metrics_of(contender, known);
  std::vector<std::string> listed;
  for (const std::string& name : known) {
    if (std::find(counter::kPlaces.begin(), counter::kPlaces.end(), name) ==
        counter::kPlaces.end()) {
      listed.push_back(printable(name));
    }
  }
  for (const std::string& name : metrics_of(comparison.options.policy)) {
    if (known.contains(name)) continue;
    lines.push_back(fmt::format("the policy's metric \"{}\" is in no row, which have {}",
                                printable(name), brief_list(listed, kMostNamed)));
  }
  return lines;
}

}  // namespace alertsage::reports

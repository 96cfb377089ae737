#include "leaktest/judge.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace alertsage::leaktest {
namespace {

using reports::LeakMetricKind;
using reports::LeakRule;

struct Metric {
  const char* name;
  LeakMetricKind kind;
  bool in_pages;  // accounted in pages, not in bytes
  bool needed;    // without it nothing can be called clean
};

// What decides. Mapped file pages and shared memory are in the series and do not: they belong to
// the page cache.
constexpr Metric kMetrics[] = {{"heap_in_use_bytes", LeakMetricKind::noisy, false, true},
                               {"rss_anon_bytes", LeakMetricKind::noisy, true, true},
                               {"rss_shmem_bytes", LeakMetricKind::noisy, true, false},
                               {"descriptors", LeakMetricKind::counter, false, false},
                               {"mappings", LeakMetricKind::counter, false, false},
                               {"threads", LeakMetricKind::counter, false, false}};

LeakRule rule_for(const Metric& metric, double max_leak_bytes) {
  LeakRule rule{.kind = metric.kind};
  if (metric.kind == LeakMetricKind::counter) {
    rule.limit = 1;
    return rule;
  }
  const double page = static_cast<double>(::sysconf(_SC_PAGESIZE));
  rule.limit = metric.in_pages ? std::max(max_leak_bytes, page) : max_leak_bytes;
  rule.resolution = metric.in_pages ? page : 1;
  return rule;
}

// The finding on one quantity. Of one that was not measured there is none, unless it is needed:
// then it is cannot_tell, without figures.
std::optional<reports::LeakMetric> judge_metric(const Metric& metric, const CycleResult& result,
                                                double max_leak_bytes) {
  const auto series = result.series.find(metric.name);
  const auto sample =
      series == result.series.end() ? std::nullopt : reports::Sample::make(series->second);
  if (sample) {
    return reports::make_leak_metric(
        metric.name, metric.kind, reports::judge_leak(*sample, rule_for(metric, max_leak_bytes)));
  }
  if (!metric.needed) return std::nullopt;
  return reports::LeakMetric{.name = metric.name, .kind = metric.kind};
}

}  // namespace

std::string section_name(const CyclePlan& plan, const std::string& model) {
  return fmt::format("leak/{}/{}/{}", plan.strategy, model, plan.mode);
}

reports::LeakSection judge(const CyclePlan& plan, const std::string& model,
                           const CycleResult& result, double max_leak_bytes) {
  reports::LeakSection section{.name = section_name(plan, model),
                               .strategy = plan.strategy,
                               .model = model,
                               .mode = plan.mode,
                               .loads = static_cast<std::int64_t>(plan.loads),
                               .verdict = reports::LeakVerdict::clean,
                               .first_load = result.first_load,
                               .metrics = {},
                               .series = result.series};
  for (const Metric& metric : kMetrics) {
    auto judged = judge_metric(metric, result, max_leak_bytes);
    if (!judged) continue;
    section.verdict = reports::worse(section.verdict, judged->verdict);
    section.metrics.push_back(std::move(*judged));
  }
  return section;
}

}  // namespace alertsage::leaktest

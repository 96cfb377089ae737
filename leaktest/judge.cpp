#include "leaktest/judge.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

namespace alertsage::leaktest {
namespace {

using reports::LeakMetricKind;
using reports::LeakRule;

struct Metric {
  const char* name;
  LeakMetricKind kind;
  bool in_pages;  // accounted in pages, not in bytes
};

// What decides. Mapped file pages and shared memory are in the series and do not: they belong to
// the page cache.
constexpr Metric kMetrics[] = {{"heap_in_use_bytes", LeakMetricKind::noisy, false},
                               {"rss_anon_bytes", LeakMetricKind::noisy, true},
                               {"rss_shmem_bytes", LeakMetricKind::noisy, true},
                               {"descriptors", LeakMetricKind::counter, false},
                               {"mappings", LeakMetricKind::counter, false},
                               {"threads", LeakMetricKind::counter, false}};

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

}  // namespace

reports::LeakSection judge(const CyclePlan& plan, const std::string& model,
                           const CycleResult& result, double max_leak_bytes) {
  reports::LeakSection section{
      .name = fmt::format("leak/{}/{}/{}", plan.strategy, model, plan.mode),
      .strategy = plan.strategy,
      .model = model,
      .mode = plan.mode,
      .loads = static_cast<std::int64_t>(plan.loads),
      .verdict = reports::LeakVerdict::clean,
      .first_load = result.first_load,
      .metrics = {},
      .series = result.series};
  for (const Metric& metric : kMetrics) {
    const auto series = result.series.find(metric.name);
    if (series == result.series.end()) continue;
    const auto sample = reports::Sample::make(series->second);
    if (!sample) continue;
    const reports::LeakFinding finding =
        reports::judge_leak(*sample, rule_for(metric, max_leak_bytes));
    section.metrics.push_back(reports::make_leak_metric(metric.name, metric.kind, finding));
    section.verdict = reports::worse(section.verdict, finding.verdict);
  }
  if (section.metrics.empty()) section.verdict = reports::LeakVerdict::cannot_tell;
  return section;
}

}  // namespace alertsage::leaktest

#include "leaktest/judge.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <span>
#include <utility>

#include "reports/results/vocabulary.hpp"
#include "reports/stats/retention.hpp"

namespace alertsage::leaktest {
namespace {

namespace leak_metric = reports::leak_metric;
using reports::LeakMetricKind;
using reports::LeakRule;
using reports::LeakVerdict;

enum class Unit { bytes, pages, blocks, pieces };

struct Metric {
  std::string_view name;
  LeakMetricKind kind;
  Unit unit;
};

constexpr Metric kRssAnon = {leak_metric::kRssAnon, LeakMetricKind::noisy, Unit::pages};

// In the order in which they explain a verdict.
constexpr Metric kMetrics[] = {{leak_metric::kLiveBytes, LeakMetricKind::counter, Unit::bytes},
                               {leak_metric::kHeapInUse, LeakMetricKind::noisy, Unit::bytes},
                               {leak_metric::kMappedBytes, LeakMetricKind::counter, Unit::pages},
                               {leak_metric::kDescriptors, LeakMetricKind::counter, Unit::pieces},
                               {leak_metric::kThreads, LeakMetricKind::counter, Unit::pieces},
                               {leak_metric::kShmObjects, LeakMetricKind::counter, Unit::pieces},
                               {leak_metric::kMappings, LeakMetricKind::counter, Unit::pieces},
                               {leak_metric::kLiveBlocks, LeakMetricKind::counter, Unit::blocks},
                               kRssAnon,
                               {leak_metric::kRssShmem, LeakMetricKind::noisy, Unit::pages}};

// A cycle. One rise in thirty cycles may have been the last; of two that is not certain.
constexpr double kFewPieces = 0.1;

constexpr double kSmallestBlock = 24;  // bytes, of glibc's malloc

LeakRule rule_for(const Metric& metric, double max_leak_bytes) {
  const double page = static_cast<double>(::sysconf(_SC_PAGESIZE));
  switch (metric.unit) {
    case Unit::bytes:
      return {.kind = metric.kind, .limit = max_leak_bytes};
    case Unit::pages:
      return {.kind = metric.kind, .limit = std::max(max_leak_bytes, page), .resolution = page};
    case Unit::blocks:
      return {.kind = metric.kind, .limit = std::max(max_leak_bytes / kSmallestBlock, kFewPieces)};
    case Unit::pieces:
      break;
  }
  return {.kind = metric.kind, .limit = kFewPieces};
}

constexpr std::string_view kFragmentation =
    "grows while what the program holds does not: fragmentation, or memory that is written to for "
    "the first time";
constexpr std::string_view kKeptByTheAllocator =
    "grows while what the program holds does not: probably the allocator keeps it, which only a "
    "trim at the end of a cycle would tell (leaktest.h)";

class Judge {
 public:
  Judge(const Observed& observed, double max_leak_bytes, reports::LeakSection& section)
      : observed_(observed), max_leak_bytes_(max_leak_bytes), section_(section) {}

  void judge() {
    section_.metrics.clear();
    section_.retention.reset();
    section_.max_leak_bytes = max_leak_bytes_;
    for (const Metric& metric : kMetrics) add(metric);
    add_missing();
    excuse_the_allocator();
    const auto worst = std::max_element(
        section_.metrics.begin(), section_.metrics.end(),
        [](const auto& a, const auto& b) { return a.verdict < b.verdict; });  // the first of equals
    section_.verdict = worst->verdict;
    section_.reason = fmt::format("{}: {}", worst->name, worst->reason);
    tell_retention();
    if (observed_.idle && section_.verdict == LeakVerdict::clean) {
      section_.verdict = LeakVerdict::cannot_tell;
      section_.reason = "the process did nothing meanwhile: it used no CPU time";
    }
    section_.series = observed_.series;
  }

 private:
  bool has(std::string_view name) const { return observed_.series.contains(std::string(name)); }

  void add(const Metric& metric) {
    // Where bytes are counted, heap in use says the same with the allocator's noise.
    if (metric.name == leak_metric::kHeapInUse && has(leak_metric::kLiveBytes)) return;
    const auto series = observed_.series.find(std::string(metric.name));
    if (series == observed_.series.end()) return;
    std::span<const double> values = series->second;
    if (metric.name == leak_metric::kDescriptors) values = values.first(until_all_are_open(values));
    const auto sample = reports::Sample::make(values);
    if (!sample) return;
    reports::LeakFinding finding = reports::judge_leak(*sample, rule_for(metric, max_leak_bytes_));
    if (values.size() < series->second.size()) {
      finding.reason += fmt::format(", until as many were open as may be ({:.0f}, RLIMIT_NOFILE)",
                                    *observed_.most_descriptors);
    }
    section_.metrics.push_back(
        reports::make_leak_metric(std::string(metric.name), metric.kind, finding));
  }

  // How many values there are up to the first one at the limit, which it is included in. A program
  // that needs several at once stops a little below.
  std::size_t until_all_are_open(std::span<const double> values) const {
    constexpr double kAlmostAll = 0.98;
    if (!observed_.most_descriptors) return values.size();
    const double all = kAlmostAll * *observed_.most_descriptors;
    const auto first =
        std::find_if(values.begin(), values.end(), [&](double open) { return open >= all; });
    if (first == values.begin() || first == values.end()) return values.size();
    return static_cast<std::size_t>(first - values.begin()) + 1;
  }

  const reports::LeakMetric* find(std::string_view name) const {
    return reports::find_metric(section_, name);
  }

  void add_missing() {
    const auto add_unmeasured = [&](std::string_view name) {
      section_.metrics.push_back({.name = std::string(name), .reason = "could not be measured"});
    };
    if (observed_.heap_needed && !find(leak_metric::kLiveBytes) && !find(leak_metric::kHeapInUse))
      add_unmeasured(leak_metric::kHeapInUse);
    for (const auto name :
         {leak_metric::kRssAnon, leak_metric::kDescriptors, leak_metric::kMappings}) {
      if (!find(name)) add_unmeasured(name);
    }
  }

  bool is_known_not_to_leak(std::string_view name) const {
    const reports::LeakMetric* metric = find(name);
    return metric != nullptr && metric->verdict != LeakVerdict::leak;
  }

  // Resident memory that grows while what the program holds does not may be the allocator's doing.
  void excuse_the_allocator() {
    if (!is_known_not_to_leak(leak_metric::kLiveBytes) ||
        !is_known_not_to_leak(leak_metric::kMappedBytes)) {
      return;
    }
    for (reports::LeakMetric& metric : section_.metrics) {
      if (metric.name != leak_metric::kRssAnon || metric.verdict != LeakVerdict::leak) continue;
      const bool is_little = metric.slope_high.value() < rule_for(kRssAnon, max_leak_bytes_).limit;
      metric.verdict = is_little ? LeakVerdict::clean : LeakVerdict::cannot_tell;
      metric.reason = observed_.trimmed ? kFragmentation : kKeptByTheAllocator;
    }
  }

  void tell_retention() {
    if (!observed_.untrimmed) return;
    const auto untrimmed = reports::Sample::make(observed_.untrimmed->rss_anon_bytes);
    if (!untrimmed) return;
    const LeakRule rule = rule_for(kRssAnon, max_leak_bytes_);
    const auto retention =
        reports::judge_retention(*untrimmed, observed_.untrimmed->after_trim_bytes, rule);
    section_.retention = observed_.untrimmed;
    if (!retention.retained) return;  // where it goes up and down, a slope says nothing
    section_.retention->grown_per_load = *retention.growth;
    section_.retention->grown_low = retention.growth_bounds->low;
    section_.retention->grown_high = retention.growth_bounds->high;
    const bool matters = retention.growth_bounds->high >= rule.limit;
    if (!matters || section_.verdict != LeakVerdict::clean) return;
    section_.verdict = LeakVerdict::allocator_retention;
    section_.reason = retention.reason;
  }

  const Observed& observed_;
  double max_leak_bytes_;
  reports::LeakSection& section_;
};

}  // namespace

bool has_grown(const std::map<std::string, double>& before,
               const std::map<std::string, double>& after, std::size_t cycles,
               double max_leak_bytes) {
  return std::any_of(std::begin(kMetrics), std::end(kMetrics), [&](const Metric& metric) {
    const auto was = before.find(std::string(metric.name));
    const auto is = after.find(std::string(metric.name));
    if (was == before.end() || is == after.end()) return false;
    const double limit = rule_for(metric, max_leak_bytes).limit;
    return is->second - was->second > limit * static_cast<double>(cycles);
  });
}

void judge(const Observed& observed, double max_leak_bytes, reports::LeakSection& section) {
  Judge(observed, max_leak_bytes, section).judge();
}

}  // namespace alertsage::leaktest

#include "leaktest/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <optional>

#include "leaktest/options.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::leaktest {
namespace {

namespace leak_metric = reports::leak_metric;
using reports::LeakVerdict;

constexpr std::size_t kMostNames = 5;

bool is_asked_for(std::string_view metric) {
  return metric == leak_metric::kLiveBytes || metric == leak_metric::kHeapInUse ||
         metric == leak_metric::kRssAnon;
}

std::string figure(const reports::LeakMetric& metric, const std::optional<double>& value) {
  if (!value) return "-";
  return fmt::format("{:.4g}{}", *value, metric.name.ends_with("_bytes") ? " B" : "");
}

// No leak is of less than a byte.
std::string smallest_seen(const reports::LeakMetric& metric) {
  const bool in_bytes = metric.name.ends_with("_bytes");
  return figure(metric, metric.smallest_leak && in_bytes ? std::ceil(*metric.smallest_leak)
                                                         : metric.smallest_leak);
}

std::string line_of(const reports::LeakMetric& metric) {
  const std::string start = fmt::format("  {:<18} {:<12} ", metric.name, words_of(metric.verdict));
  if (!metric.slope_per_load) return fmt::format("{}{}\n", start, metric.reason);
  return fmt::format("{}{} a cycle, between {} and {}; would have seen {}; {}\n", start,
                     figure(metric, metric.slope_per_load), figure(metric, metric.slope_low),
                     figure(metric, metric.slope_high), smallest_seen(metric), metric.reason);
}

// Where resident memory alone leaks, nobody has counted what the program holds.
bool rests_on_resident_memory(const reports::LeakSection& section) {
  return std::all_of(section.metrics.begin(), section.metrics.end(), [](const auto& metric) {
    return metric.verdict != LeakVerdict::leak || metric.name == leak_metric::kRssAnon;
  });
}

// Whether it is undecided by quantities that have figures: more of what was not measured, or of
// what did nothing, tells nothing.
bool rests_on_what_was_measured(const reports::LeakSection& section) {
  const reports::LeakVerdict verdict = section.verdict;
  if (verdict != LeakVerdict::cannot_tell && verdict != LeakVerdict::decelerating) return false;
  const auto is_open = [&](const reports::LeakMetric& metric) { return metric.verdict == verdict; };
  const auto& metrics = section.metrics;
  return std::any_of(metrics.begin(), metrics.end(), is_open) &&
         std::all_of(metrics.begin(), metrics.end(), [&](const reports::LeakMetric& metric) {
           return !is_open(metric) || metric.slope_per_load.has_value();
         });
}

// What more cycles would tell.
std::string advice(const reports::LeakSection& section) {
  constexpr std::int64_t kManyCycles = 100;
  constexpr std::int64_t kVeryManyCycles = 1'000;
  const bool may_be_told = rests_on_what_was_measured(section);
  const std::int64_t more = std::min(5 * section.loads, std::int64_t{kMostLoads});
  if (may_be_told && section.loads >= kManyCycles && more > section.loads) {
    return fmt::format("  more cycles may tell: --most-loads {}\n", more);
  }
  if (section.verdict != LeakVerdict::leak) return {};
  if (rests_on_resident_memory(section) && section.loads < kVeryManyCycles) {
    return "  a heap whose blocks come and go looks the same for long: --loads 1000 tells\n";
  }
  if (section.loads < kManyCycles) {
    return "  a cache that is not full yet looks the same: --loads 200 tells\n";
  }
  return {};
}

}  // namespace

std::string summary(const reports::LeakSection& section) {
  std::string text =
      fmt::format("{:<56} {} ({} cycles{})\n", section.name, words_of(section.verdict),
                  section.loads, section.partial.empty() ? "" : ", " + section.partial);
  for (const reports::LeakMetric& metric : section.metrics) {
    if (metric.verdict != LeakVerdict::clean || is_asked_for(metric.name)) text += line_of(metric);
  }
  if (section.verdict == LeakVerdict::allocator_retention ||
      section.verdict == LeakVerdict::cannot_tell) {
    text += fmt::format("  {}\n", section.reason);
  }
  const std::size_t shown = std::min(kMostNames, section.leaked.size());
  for (std::size_t i = 0; i < shown; ++i) {
    const reports::LeakedThing& thing = section.leaked[i];
    text += fmt::format("  {:<18} +{:g} {}\n", thing.metric, thing.count, thing.name);
  }
  if (shown < section.leaked.size()) {
    text += fmt::format("  and {} more by name (-o FILE)\n", section.leaked.size() - shown);
  }
  text += advice(section);
  for (const std::string& step : section.next_steps)
    text += fmt::format("  to find it: {}\n", step);
  return text;
}

}  // namespace alertsage::leaktest

#include "reports/charts/growth.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "reports/charts/rounding.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

constexpr std::string_view kBytesSuffix = "_bytes";

// Where the name itself, without its unit, is not what people say.
constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kLabels{{
    {leak_metric::kRssFile, "RssFile"},
    {leak_metric::kRssShmem, "RssShmem"},
    {leak_metric::kLiveBytes, "live bytes"},
    {leak_metric::kMappedBytes, "mapped bytes"},
    {leak_metric::kShmObjects, "objects in /dev/shm"},
    {leak_metric::kPss, "PSS"},
    {leak_metric::kUss, "USS"},
}};

bool in_bytes(const LeakMetric& metric) {
  return metric.name.ends_with(kBytesSuffix);
}

std::string amount(const LeakMetric& metric, double per_load) {
  return in_bytes(metric) ? bytes_figure(per_load, 2) : count_figure(per_load);
}
std::string at_most(const LeakMetric& metric, double per_load) {
  return in_bytes(metric) ? bytes_at_most(per_load) : count_figure(rounded_up(per_load, 2));
}
std::string at_least(const LeakMetric& metric, double per_load) {
  return in_bytes(metric) ? bytes_at_least(per_load) : count_figure(rounded_down(per_load, 2));
}

// Of what, where the figure has no unit: "1 descriptors".
std::string of_what(const std::string& figure, const LeakMetric& metric) {
  return in_bytes(metric) ? figure : fmt::format("{} {}", figure, metric_label(metric.name));
}

std::string metric_text(const LeakMetric& metric) {
  return fmt::format("{}: {}, {}", metric_label(metric.name), words_of(metric.verdict),
                     growth_bound(metric));
}

}  // namespace

const LeakMetric* deciding_metric(const LeakSection& section) {
  const auto found = std::max_element(
      section.metrics.begin(), section.metrics.end(),
      [](const LeakMetric& a, const LeakMetric& b) { return a.verdict < b.verdict; });
  return found == section.metrics.end() ? nullptr : &*found;
}

const Retention* kept_memory(const LeakSection& section) {
  if (!section.retention) return nullptr;
  const bool kept = section.verdict == LeakVerdict::allocator_retention ||
                    section.retention->grown_low.value_or(0) > 0;
  return kept ? &*section.retention : nullptr;
}

std::string metric_label(std::string_view metric) {
  if (metric == "rss_anon_bytes") return "RssAnon";
  if (metric == "rss_anon_swap_bytes") return "RssAnon and swap";
  for (const auto& [name, label] : kLabels) {
    if (metric == name) return std::string(label);
  }
  std::string label(metric.substr(
      0, metric.ends_with(kBytesSuffix) ? metric.size() - kBytesSuffix.size() : metric.size()));
  std::replace(label.begin(), label.end(), '_', ' ');
  return label;
}

std::string with_metric(const std::string& figure, const LeakMetric& metric) {
  if (figure.empty() || !in_bytes(metric)) return figure;
  return fmt::format("{} ({})", figure, metric_label(metric.name));
}

std::string growth_bound(const LeakMetric& metric) {
  switch (metric.verdict) {
    case LeakVerdict::clean:
      if (!metric.slope_high) return "no growth";
      return fmt::format("at most {} a cycle",
                         of_what(at_most(metric, *metric.slope_high), metric));
    case LeakVerdict::leak:
      if (!metric.slope_per_load) return "rises cycle after cycle";
      if (!metric.slope_low)
        return fmt::format("{} a cycle", of_what(amount(metric, *metric.slope_per_load), metric));
      return fmt::format("{} a cycle, at least {}",
                         of_what(amount(metric, *metric.slope_per_load), metric),
                         at_least(metric, *metric.slope_low));
    case LeakVerdict::allocator_retention:
    case LeakVerdict::decelerating:
    case LeakVerdict::cannot_tell:
      if (!metric.slope_low || !metric.slope_high) return "no bound";
      return fmt::format("between {} and {} a cycle", at_least(metric, *metric.slope_low),
                         of_what(at_most(metric, *metric.slope_high), metric));
  }
  return {};
}

std::string growth_interval(const LeakMetric& metric) {
  if (!metric.slope_per_load) return {};
  const std::string slope = amount(metric, *metric.slope_per_load);
  if (!metric.slope_low || !metric.slope_high) return of_what(slope, metric);
  if (*metric.slope_low == *metric.slope_high) return of_what(slope, metric);  // each load alike
  return fmt::format("{}, {} to {}", slope, at_least(metric, *metric.slope_low),
                     of_what(at_most(metric, *metric.slope_high), metric));
}

std::string smallest_leak_text(const LeakMetric& metric) {
  if (!metric.smallest_leak) return {};
  return of_what(at_most(metric, *metric.smallest_leak), metric);
}

std::string growth_text(const LeakSection& section) {
  // What the allocator keeps is of no metric: those are of the part that is trimmed.
  const bool kept = section.verdict == LeakVerdict::allocator_retention && section.retention &&
                    section.retention->grown_per_load;
  if (kept) {
    return fmt::format("{}, {} a cycle (RssAnon, untrimmed)", words_of(section.verdict),
                       bytes_figure(*section.retention->grown_per_load, 2));
  }
  const LeakMetric* metric = deciding_metric(section);
  if (metric == nullptr) return words_of(section.verdict);
  return fmt::format("{}, {}", words_of(section.verdict),
                     with_metric(growth_bound(*metric), *metric));
}

std::vector<std::string> memory_growth(const LeakSection& section) {
  std::vector<std::string> texts;
  const LeakMetric* deciding = deciding_metric(section);
  if (deciding != nullptr) texts.push_back(metric_text(*deciding));
  for (const LeakMetric& metric : section.metrics) {
    const bool memory = metric.name == leak_metric::kRssAnon ||
                        metric.name == leak_metric::kHeapInUse ||
                        metric.name == leak_metric::kLiveBytes;
    if (memory && &metric != deciding) texts.push_back(metric_text(metric));
  }
  return texts;
}

}  // namespace alertsage::reports

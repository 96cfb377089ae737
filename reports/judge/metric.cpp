#include "reports/judge/metric.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/numbers.hpp"
#include "reports/results/quantity.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

constexpr std::string_view kNanoseconds = "_ns";
constexpr std::string_view kSeconds = "_seconds";
constexpr std::string_view kBytes = "_bytes";
constexpr std::array<std::string_view, 2> kPerSecond = {"_per_second", "/s"};

// Ours, and those of Google Benchmark's memory manager.
constexpr std::array<std::string_view, 8> kExact = {
    counter::kAllocations, counter::kAllocatedBytes, counter::kNetBytes, counter::kPeakLiveBytes,
    "allocs_per_iter",     "total_allocated_bytes",  "net_heap_growth",  "max_bytes_used"};

constexpr std::array<std::string_view, 2> kFaults = {counter::kMinorFaults, counter::kMajorFaults};

constexpr std::array<std::string_view, 2> kBytesByAnotherName = {"net_heap_growth",
                                                                 "max_bytes_used"};

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

MetricUnit unit_of(std::string_view name) {
  if (name == kRealTime || name == kCpuTime || name.ends_with(kNanoseconds) ||
      name.ends_with(kSeconds)) {
    return MetricUnit::time;
  }
  if (name.ends_with(kBytes) || contains(kBytesByAnotherName, name)) return MetricUnit::bytes;
  const bool is_rate = std::any_of(kPerSecond.begin(), kPerSecond.end(),
                                   [&](std::string_view end) { return name.ends_with(end); });
  return is_rate ? MetricUnit::rate : MetricUnit::count;
}

std::optional<double> raw_value(const Row& row, const Metric& metric) {
  if (metric.name == kRealTime) return row.real_time_ns;
  if (metric.name == kCpuTime) return row.cpu_time_ns;
  const auto counter = row.counters.find(metric.name);
  if (counter == row.counters.end()) return std::nullopt;
  const bool in_seconds = metric.unit == MetricUnit::time && metric.name.ends_with(kSeconds);
  return in_seconds ? counter->second * 1e9 : counter->second;
}

}  // namespace

Metric metric_named(std::string_view name) {
  const MetricUnit unit = unit_of(name);
  return {.name = std::string(name),
          .unit = unit,
          .better = unit == MetricUnit::rate ? Better::more : Better::less,
          .exact = contains(kExact, name)};
}

bool tells_direction(std::string_view name) {
  return unit_of(name) != MetricUnit::count || contains(kExact, name) || contains(kFaults, name);
}

std::string_view unit_name(MetricUnit unit) noexcept {
  switch (unit) {
    case MetricUnit::time:
      return "ns";
    case MetricUnit::bytes:
      return "bytes";
    case MetricUnit::rate:
      return "per second";
    case MetricUnit::count:
      break;
  }
  return "count";
}

std::optional<double> value_of(const Row& row, const Metric& metric) {
  const auto value = raw_value(row, metric);
  return value && std::isfinite(*value) ? value : std::nullopt;
}

std::vector<double> values_of(const Series& series, const Metric& metric) {
  std::vector<double> values;
  for (const Row& row : series.rows) {
    if (const auto value = value_of(row, metric)) values.push_back(*value);
  }
  return values;
}

std::string value_text(double value, const Metric& metric) {
  switch (metric.unit) {
    case MetricUnit::time:
      return time_text(value);
    case MetricUnit::bytes:
      return bytes_text(value);
    case MetricUnit::rate:
      return number_text(value) + " /s";
    case MetricUnit::count:
      break;
  }
  return number_text(value);
}

std::string_view word_of(Change change, const Metric& metric) noexcept {
  if (metric.unit == MetricUnit::time || metric.unit == MetricUnit::rate) return name_of(change);
  switch (change) {
    case Change::slower:
      return "worse";
    case Change::faster:
      return "better";
    case Change::not_slower:
      return "not worse";
    case Change::same:
    case Change::cannot_tell:
      break;
  }
  return name_of(change);
}

}  // namespace alertsage::reports

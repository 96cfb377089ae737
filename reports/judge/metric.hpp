// What rows are compared in: a time or a counter, its unit, and which way is better.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/judge/change.hpp"
#include "reports/results/document.hpp"

namespace alertsage::reports {

enum class MetricUnit {
  time,  // nanoseconds
  bytes,
  count,  // of anything
  rate,   // of anything, a second
};

enum class Better { less, more };

struct Metric {
  std::string name = {};
  MetricUnit unit = MetricUnit::time;
  Better better = Better::less;
  bool exact = false;  // does not scatter by nature: the same work gives the same number

  bool operator==(const Metric&) const = default;
};

inline constexpr std::string_view kRealTime = "real_time";
inline constexpr std::string_view kCpuTime = "cpu_time";

// Any name is a metric: kRealTime, kCpuTime, else that of a counter, whose unit its name tells:
// `…_ns` and `…_seconds`, `…_bytes`, `…_per_second` and `…/s`, which are better when more, and
// Google Benchmark's keys for memory.
Metric metric_named(std::string_view name);

// Whether the name says which way is better. Of any other counter less is taken as better, as its
// kind (Google Benchmark's kIsRate) does not stand in its JSON.
bool tells_direction(std::string_view name);

// "ns", "bytes", "count", "per second": what value_of() gives.
std::string_view unit_name(MetricUnit unit) noexcept;

// In the metric's unit. Nothing where the row has none that is finite.
std::optional<double> value_of(const Row& row, const Metric& metric);

// Of those rows that have one, in their order.
std::vector<double> values_of(const Series& series, const Metric& metric);

// As people read it: "47.3 us", "22.0 MiB", "1,815", "2.1e+06 /s".
std::string value_text(double value, const Metric& metric);

// The word for a change of it. Times and rates are slower or faster, all else is worse or better.
std::string_view word_of(Change change, const Metric& metric) noexcept;

}  // namespace alertsage::reports

// What the leak test found for one strategy, model and mode (key `leaktest` of the document).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/stats/leak_rule.hpp"

namespace alertsage::reports {

// One measured quantity. Figures are in its units per load; absent where they were not established.
struct LeakMetric {
  std::string name =
      {};  // the key of its series: rss_anon_bytes, heap_in_use_bytes, descriptors, …
  LeakMetricKind kind = LeakMetricKind::noisy;
  LeakVerdict verdict = LeakVerdict::cannot_tell;
  std::optional<double> slope_per_load = {};
  std::optional<double> slope_low = {};
  std::optional<double> slope_high = {};
  std::optional<double> smallest_leak = {};

  bool operator==(const LeakMetric&) const = default;
};

// The metric that a finding of judge_leak() makes.
LeakMetric make_leak_metric(std::string name, LeakMetricKind kind, const LeakFinding& finding);

struct LeakSection {
  std::string name = {};  // leak/<strategy>/<model>/<mode>
  std::string strategy = {};
  std::string model = {};
  std::string mode = {};  // leak_mode:: in vocabulary.hpp
  std::int64_t loads = 0;
  LeakVerdict verdict = LeakVerdict::cannot_tell;  // the worst of the metrics'

  // What the first load added while the model was held, in bytes: rss_anon_bytes, rss_file_bytes,
  // pss_bytes, uss_bytes, private_bytes, shared_bytes. A key that is absent was not measured.
  std::map<std::string, double> first_load = {};

  std::vector<LeakMetric> metrics = {};
  std::map<std::string, std::vector<double>> series = {};  // raw, one value a load, from the first

  bool operator==(const LeakSection&) const = default;
};

}  // namespace alertsage::reports

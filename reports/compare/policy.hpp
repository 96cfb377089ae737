// What a project allows its rows: limits other than the general one, rows and metrics that are not
// judged, counters of which more is better. docs/compare.md describes the file.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reports/compare/name_filter.hpp"
#include "reports/judge/metric.hpp"

namespace alertsage::reports {

struct RowPolicy {
  std::string pattern = {};                      // of the row's name
  std::shared_ptr<const NameFilter> match = {};  // the same, to be used
  std::string metric = {};                       // empty: in all
  std::optional<double> limit = {};
  bool ignore = false;
};

struct MetricPolicy {
  std::optional<double> limit = {};  // may be 0 where the metric is exact
  std::optional<Better> better = {};
  bool ignore = false;
};

struct Policy {
  std::optional<double> limit = {};  // of metrics that scatter
  std::vector<RowPolicy> rows = {};  // the first that matches row and metric holds
  std::map<std::string, MetricPolicy> metrics = {};

  bool empty() const { return !limit && rows.empty() && metrics.empty(); }
};

// Throws Error (format or usage, with line and column): what is no JSON, a key that is unknown or
// stands twice, a value of another type, a limit that is no percentage, or 0 where a metric
// scatters, or of what is ignored, a pattern that is no regular expression.
Policy parse_policy(std::string_view text);

// The same of a file, which the error names. Throws Error: not_found and io too.
Policy read_policy(const std::filesystem::path& path);

// Patterns of rows that are found in none of these names: of a row that is gone, or mistyped.
std::vector<std::string> unused_patterns(const Policy& policy,
                                         std::span<const std::string> row_names);

// metric_named(), but for a direction of the policy's own.
Metric metric_by(const Policy& policy, std::string_view name);

// Whether neither its name nor the policy says which way is better.
bool is_direction_assumed(const Policy& policy, const Metric& metric);

// What the policy says of one row in one metric.
struct RowTerms {
  double limit;             // of an exact metric 0, where the policy names none for the row or it
  double limit_of_scatter;  // above 0
  bool ignore;
};
RowTerms terms_of(const Policy& policy, const std::string& row, const Metric& metric,
                  double general_limit);

}  // namespace alertsage::reports

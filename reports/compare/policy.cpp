#include "reports/compare/policy.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <initializer_list>
#include <set>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "reports/compare/percentage.hpp"
#include "reports/results/json.hpp"

namespace alertsage::reports {
namespace {

// Reads a policy's values, and knows where in the text they stand.
class PolicyReader {
 public:
  explicit PolicyReader(std::string_view text) : text_(text) {}

  Policy policy() const {
    const JsonValue root = parse_json(text_);
    if (!root.complete) {
      throw Error(ErrorKind::format, "the policy ends in the middle", {.offset = text_.size()});
    }
    check_keys(root, {"limit", "rows", "metrics"});
    Policy policy{.limit = limit_in(root, false)};
    if (const JsonValue* rows = root.find("rows")) {
      if (rows->array() == nullptr) fail(*rows, "'rows' is no list");
      for (const JsonValue& row : *rows->array()) policy.rows.push_back(row_policy(row));
    }
    if (const JsonValue* metrics = root.find("metrics")) {
      check_object(*metrics);
      for (const JsonMember& member : *metrics->object()) {
        policy.metrics.emplace(member.key, metric_policy(member));
      }
    }
    return policy;
  }

 private:
  [[noreturn]] void fail(const JsonValue& value, std::string_view cause) const {
    throw Error(ErrorKind::format, cause,
                {.offset = static_cast<std::uint64_t>(value.text.data() - text_.data()),
                 .piece = std::string(value.text)});
  }

  void check_object(const JsonValue& value) const {
    if (value.object() == nullptr) fail(value, "an object is expected");
    std::set<std::string_view> seen;
    for (const JsonMember& member : *value.object()) {
      if (!seen.insert(member.key).second) {
        fail(member.value, fmt::format("a second '{}'", member.key));
      }
    }
  }

  void check_keys(const JsonValue& value, std::initializer_list<std::string_view> known) const {
    check_object(value);
    for (const JsonMember& member : *value.object()) {
      if (std::find(known.begin(), known.end(), member.key) != known.end()) continue;
      fail(member.value, fmt::format("unknown key '{}' (known: {})", printable(member.key),
                                     fmt::join(known, ", ")));
    }
  }

  std::string string_in(const JsonValue& value, std::string_view key) const {
    if (value.string() == nullptr) fail(value, fmt::format("'{}' is no text", key));
    return *value.string();
  }

  std::optional<double> limit_in(const JsonValue& object, bool may_be_zero) const {
    const JsonValue* value = object.find("limit");
    if (value == nullptr) return std::nullopt;
    const auto limit =
        value->string() == nullptr ? std::nullopt : parse_percentage(*value->string());
    if (!limit) fail(*value, "a limit is a percentage, such as \"5%\"");
    if (*limit == 0 && !may_be_zero) {
      fail(*value, "a limit of 0 is for metrics that do not scatter, such as allocations");
    }
    return limit;
  }

  bool ignore_in(const JsonValue& object) const {
    const JsonValue* value = object.find("ignore");
    if (value == nullptr) return false;
    const bool* ignore = std::get_if<bool>(&value->data);
    if (ignore == nullptr) fail(*value, "'ignore' is neither true nor false");
    return *ignore;
  }

  void refuse_ignored_limit(const JsonValue& object, bool ignored) const {
    const JsonValue* limit = object.find("limit");
    if (ignored && limit != nullptr) fail(*limit, "what is ignored has no limit: leave out one");
  }

  RowPolicy row_policy(const JsonValue& element) const {
    check_keys(element, {"match", "metric", "limit", "ignore"});
    const JsonValue* match = element.find("match");
    if (match == nullptr) fail(element, "a row of the policy needs a 'match'");
    RowPolicy policy;
    if (const JsonValue* metric = element.find("metric")) {
      policy.metric = string_in(*metric, "metric");
    }
    policy.pattern = string_in(*match, "match");
    try {
      policy.match = std::make_shared<const NameFilter>(policy.pattern, "'match'");
    } catch (const Error& error) {
      fail(*match, error.cause());
    }
    policy.limit = limit_in(element, metric_named(policy.metric).exact);
    policy.ignore = ignore_in(element);
    refuse_ignored_limit(element, policy.ignore);
    return policy;
  }

  MetricPolicy metric_policy(const JsonMember& member) const {
    check_keys(member.value, {"limit", "better", "ignore"});
    MetricPolicy policy{.limit = limit_in(member.value, metric_named(member.key).exact),
                        .ignore = ignore_in(member.value)};
    refuse_ignored_limit(member.value, policy.ignore);
    if (const JsonValue* better = member.value.find("better")) {
      const std::string word = string_in(*better, "better");
      if (word != "less" && word != "more") fail(*better, "'better' is neither less nor more");
      policy.better = word == "more" ? Better::more : Better::less;
    }
    return policy;
  }

  std::string_view text_;
};

// The same error with its offset as an editor shows it.
Error with_line_and_column(const Error& error, std::string_view text) {
  if (!error.place().offset) return error;
  const std::string_view before = text.substr(0, *error.place().offset);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::string_view in_line = before.substr(before.rfind('\n') + 1);
  const auto column = 1 + std::count_if(in_line.begin(), in_line.end(), [](char byte) {
                        return (static_cast<unsigned char>(byte) & 0xC0) != 0x80;
                      });
  return {error.kind(),
          fmt::format("line {}, column {}: {}", line, column, error.cause()),
          {.file = error.place().file, .piece = error.place().piece}};
}

}  // namespace

Policy parse_policy(std::string_view text) {
  try {
    return PolicyReader(text).policy();
  } catch (const Error& error) {
    throw with_line_and_column(error, text);
  }
}

Policy read_policy(const std::filesystem::path& path) {
  const std::string text = read_text_file(path);
  try {
    return parse_policy(text);
  } catch (const Error& error) {
    throw error.in_file(path.native());
  }
}

std::vector<std::string> unused_patterns(const Policy& policy,
                                         std::span<const std::string> row_names) {
  std::vector<std::string> unused;
  for (const RowPolicy& row : policy.rows) {
    const bool is_used =
        std::any_of(row_names.begin(), row_names.end(),
                    [&](const std::string& name) { return row.match->passes(name); });
    if (!is_used) unused.push_back(row.pattern);
  }
  return unused;
}

Metric metric_by(const Policy& policy, std::string_view name) {
  Metric metric = metric_named(name);
  const auto known = policy.metrics.find(metric.name);
  if (known != policy.metrics.end()) metric.better = known->second.better.value_or(metric.better);
  return metric;
}

bool is_direction_assumed(const Policy& policy, const Metric& metric) {
  if (tells_direction(metric.name)) return false;
  const auto known = policy.metrics.find(metric.name);
  return known == policy.metrics.end() || !known->second.better;
}

RowTerms terms_of(const Policy& policy, const std::string& row, const Metric& metric,
                  double general_limit) {
  const auto rule = std::find_if(policy.rows.begin(), policy.rows.end(), [&](const auto& entry) {
    return (entry.metric.empty() || entry.metric == metric.name) && entry.match->passes(row);
  });
  const auto of_metric = policy.metrics.find(metric.name);
  std::optional<double> limit;
  bool ignore = false;
  if (of_metric != policy.metrics.end()) {
    limit = of_metric->second.limit;
    ignore = of_metric->second.ignore;
  }
  if (rule != policy.rows.end()) {
    if (rule->limit) limit = rule->limit;
    ignore = ignore || rule->ignore;
  }
  const bool scatters = limit && *limit > 0;
  return {.limit = limit.value_or(metric.exact ? 0 : general_limit),
          .limit_of_scatter = scatters ? *limit : general_limit,
          .ignore = ignore};
}

}  // namespace alertsage::reports

#include "reports/results/leak_reader.hpp"

#include <cmath>
#include <string_view>

#include "core/base/error.hpp"

namespace alertsage::reports {
namespace {

[[noreturn]] void wrong(std::string_view key) {
  throw Error(ErrorKind::format, "absent or of another type in a leak section",
              {.piece = std::string(key)});
}

const JsonValue& at(const JsonValue& object, std::string_view key) {
  const JsonValue* value = object.find(key);
  if (value == nullptr) wrong(key);
  return *value;
}

std::string string_at(const JsonValue& object, std::string_view key) {
  const std::string* string = at(object, key).string();
  if (string == nullptr) wrong(key);
  return *string;
}

const JsonValue::Array& array_at(const JsonValue& object, std::string_view key) {
  const JsonValue::Array* array = at(object, key).array();
  if (array == nullptr) wrong(key);
  return *array;
}

const JsonValue::Object& object_at(const JsonValue& object, std::string_view key) {
  const JsonValue::Object* members = at(object, key).object();
  if (members == nullptr) wrong(key);
  return *members;
}

double number_in(const JsonValue& value, std::string_view key) {
  const auto number = value.number();
  if (!number) wrong(key);
  return *number;
}

std::optional<double> figure_at(const JsonValue& object, std::string_view key) {
  const JsonValue* value = object.find(key);
  if (value == nullptr) return std::nullopt;
  const double figure = number_in(*value, key);
  return std::isfinite(figure) ? std::optional(figure) : std::nullopt;
}

LeakMetric metric_of(const JsonValue& element) {
  return {.name = string_at(element, "name"),
          .kind = leak_metric_kind_named(string_at(element, "kind")),
          .verdict = leak_verdict_named(string_at(element, "verdict")),
          .slope_per_load = figure_at(element, "slope_per_load"),
          .slope_low = figure_at(element, "slope_low"),
          .slope_high = figure_at(element, "slope_high"),
          .smallest_leak = figure_at(element, "smallest_leak")};
}

}  // namespace

LeakSection read_leak_section(const JsonValue& element) {
  LeakSection section{.name = string_at(element, "name"),
                      .strategy = string_at(element, "strategy"),
                      .model = string_at(element, "model"),
                      .mode = string_at(element, "mode"),
                      .verdict = leak_verdict_named(string_at(element, "verdict"))};
  const double loads = number_in(at(element, "loads"), "loads");
  if (!(loads >= 0 && loads <= 1e15)) wrong("loads");
  section.loads = static_cast<std::int64_t>(loads);
  for (const JsonMember& member : object_at(element, "first_load")) {
    section.first_load[member.key] = number_in(member.value, member.key);
  }
  for (const JsonValue& metric : array_at(element, "metrics")) {
    section.metrics.push_back(metric_of(metric));
  }
  for (const JsonMember& member : object_at(element, "series")) {
    std::vector<double>& series = section.series[member.key];
    if (member.value.array() == nullptr) wrong(member.key);
    for (const JsonValue& value : *member.value.array()) {
      series.push_back(number_in(value, member.key));
    }
  }
  return section;
}

}  // namespace alertsage::reports

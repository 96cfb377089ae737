#include "reports/results/leak_reader.hpp"

#include <cmath>
#include <cstdint>
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

std::string string_in(const JsonValue& value, std::string_view key) {
  const std::string* string = value.string();
  if (string == nullptr) wrong(key);
  return *string;
}

std::string string_at(const JsonValue& object, std::string_view key) {
  return string_in(at(object, key), key);
}

const JsonValue::Array& array_in(const JsonValue& value, std::string_view key) {
  const JsonValue::Array* array = value.array();
  if (array == nullptr) wrong(key);
  return *array;
}

const JsonValue::Array& array_at(const JsonValue& object, std::string_view key) {
  return array_in(at(object, key), key);
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

// A NaN or an infinity, which is no measurement of anything, is as wrong as a text.
double finite_in(const JsonValue& value, std::string_view key) {
  const double number = number_in(value, key);
  if (!std::isfinite(number)) wrong(key);
  return number;
}

std::optional<double> figure_at(const JsonValue& object, std::string_view key) {
  const JsonValue* value = object.find(key);
  if (value == nullptr) return std::nullopt;
  const double figure = number_in(*value, key);
  return std::isfinite(figure) ? std::optional(figure) : std::nullopt;
}

// Of keys that documents did not have from the start.
std::string text_at(const JsonValue& object, std::string_view key) {
  return object.find(key) == nullptr ? std::string() : string_at(object, key);
}

std::int64_t whole_in(const JsonValue& value, std::string_view key) {
  const double number = number_in(value, key);
  if (!(number >= 0 && number <= 1e15)) wrong(key);
  return static_cast<std::int64_t>(number);
}

std::size_t whole_at(const JsonValue& object, std::string_view key) {
  const JsonValue* value = object.find(key);
  return value == nullptr ? 0 : static_cast<std::size_t>(whole_in(*value, key));
}

// May have gaps: a value that is no number.
std::vector<double> numbers_in(const JsonValue& value, std::string_view key) {
  std::vector<double> numbers;
  for (const JsonValue& element : array_in(value, key)) numbers.push_back(number_in(element, key));
  return numbers;
}

std::vector<double> finite_numbers_in(const JsonValue& value, std::string_view key) {
  std::vector<double> numbers;
  for (const JsonValue& element : array_in(value, key)) numbers.push_back(finite_in(element, key));
  return numbers;
}

LeakMetric metric_of(const JsonValue& element) {
  return {.name = string_at(element, "name"),
          .kind = leak_metric_kind_named(string_at(element, "kind")),
          .verdict = leak_verdict_named(string_at(element, "verdict")),
          .slope_per_load = figure_at(element, "slope_per_load"),
          .slope_low = figure_at(element, "slope_low"),
          .slope_high = figure_at(element, "slope_high"),
          .smallest_leak = figure_at(element, "smallest_leak"),
          .warm_up_loads = whole_at(element, "warm_up_loads"),
          .reason = text_at(element, "reason")};
}

Retention retention_of(const JsonValue& element) {
  return {.rss_anon_bytes = finite_numbers_in(at(element, "rss_anon_bytes"), "rss_anon_bytes"),
          .after_trim_bytes = finite_in(at(element, "after_trim_bytes"), "after_trim_bytes"),
          .grown_per_load = figure_at(element, "grown_per_load"),
          .grown_low = figure_at(element, "grown_low"),
          .grown_high = figure_at(element, "grown_high")};
}

LeakedThing leaked_thing_of(const JsonValue& element) {
  return {.metric = string_at(element, "metric"),
          .name = string_at(element, "name"),
          .count = finite_in(at(element, "count"), "count")};
}

SparseSeries sparse_series_of(const JsonValue& element) {
  SparseSeries series{.values = numbers_in(at(element, "values"), "values")};
  for (const JsonValue& load : array_at(element, "loads")) {
    series.loads.push_back(whole_in(load, "loads"));
    const std::size_t count = series.loads.size();
    if (count > 1 && series.loads[count - 1] <= series.loads[count - 2]) wrong("loads");
  }
  if (series.loads.size() != series.values.size()) wrong("values");
  return series;
}

void read_series(const JsonValue& element, LeakSection& section) {
  for (const JsonMember& member : object_at(element, "series")) {
    section.series[member.key] = numbers_in(member.value, member.key);
  }
  if (element.find("sparse_series") == nullptr) return;
  for (const JsonMember& member : object_at(element, "sparse_series")) {
    section.sparse_series[member.key] = sparse_series_of(member.value);
  }
}

void read_details(const JsonValue& element, LeakSection& section) {
  section.seconds = figure_at(element, "seconds");
  section.reason = text_at(element, "reason");
  section.partial = text_at(element, "partial");
  section.command = text_at(element, "command");
  if (element.find("next_steps") != nullptr) {
    for (const JsonValue& step : array_at(element, "next_steps")) {
      section.next_steps.push_back(string_in(step, "next_steps"));
    }
  }
  section.max_leak_bytes = figure_at(element, "max_leak_bytes").value_or(0);
  const JsonValue* retention = element.find("retention");
  if (retention != nullptr) section.retention = retention_of(*retention);
  if (element.find("leaked") == nullptr) return;
  for (const JsonValue& thing : array_at(element, "leaked")) {
    section.leaked.push_back(leaked_thing_of(thing));
  }
}

}  // namespace

LeakSection read_leak_section(const JsonValue& element) {
  LeakSection section{.name = string_at(element, "name"),
                      .strategy = string_at(element, "strategy"),
                      .model = string_at(element, "model"),
                      .mode = string_at(element, "mode"),
                      .verdict = leak_verdict_named(string_at(element, "verdict"))};
  section.loads = whole_in(at(element, "loads"), "loads");
  read_details(element, section);
  for (const JsonMember& member : object_at(element, "first_load")) {
    const double bytes = number_in(member.value, member.key);
    if (std::isfinite(bytes)) section.first_load[member.key] = bytes;
  }
  for (const JsonValue& metric : array_at(element, "metrics")) {
    section.metrics.push_back(metric_of(metric));
  }
  read_series(element, section);
  return section;
}

}  // namespace alertsage::reports

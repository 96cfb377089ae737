#include "reports/results/row_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "reports/results/row_name.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

// The numbers that Google Benchmark's reporter writes itself; any other is a counter
// (src/json_reporter.cc, 1.0 to 1.9).
constexpr std::array<std::string_view, 8> kFields = {"family_index", "per_family_instance_index",
                                                     "repetitions",  "repetition_index",
                                                     "threads",      "iterations",
                                                     "real_time",    "cpu_time"};

constexpr std::array<std::string_view, 5> kOldAggregateSuffixes = {"_mean", "_median", "_stddev",
                                                                   "_BigO", "_RMS"};

bool is_field(std::string_view key) {
  return std::find(kFields.begin(), kFields.end(), key) != kFields.end();
}

// The first string of that key: the library writes a label after the counters, one of which may be
// named so.
std::string text_of(const JsonValue& element, std::string_view key) {
  if (element.object() == nullptr) return {};
  for (const JsonMember& member : *element.object()) {
    if (member.key == key && member.value.string() != nullptr) return *member.value.string();
  }
  return {};
}

std::optional<double> number_of(const JsonValue& element, std::string_view key) {
  const JsonValue* value = element.find(key);
  return value == nullptr ? std::nullopt : value->number();
}

std::optional<std::int64_t> count_of(const JsonValue& element, std::string_view key) {
  constexpr double kLargestExact = 9007199254740992;  // 2^53
  const auto number = number_of(element, key);
  if (!number || !(std::abs(*number) <= kLargestExact)) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

// Nanoseconds in one of the row's units; files before 1.0 have no unit and mean nanoseconds.
std::optional<double> unit_of(const JsonValue& element) {
  constexpr std::array<std::pair<std::string_view, double>, 4> kUnits = {
      {{"ns", 1}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}}};
  if (element.find("time_unit") == nullptr) return 1;
  const std::string name = text_of(element, "time_unit");
  for (const auto& [unit, nanoseconds] : kUnits) {
    if (unit == name) return nanoseconds;
  }
  return std::nullopt;
}

bool is_true(const JsonValue& element, std::string_view key) {
  const JsonValue* value = element.find(key);
  return value != nullptr && value->is_true();
}

std::optional<double> time_of(const JsonValue& element, std::string_view key) {
  const auto time = number_of(element, key);
  const auto unit = unit_of(element);
  if (!time || !unit) return std::nullopt;
  const double nanoseconds = *time * *unit;
  if (!std::isfinite(nanoseconds) || nanoseconds < 0) return std::nullopt;
  return nanoseconds;
}

std::string name_without_suffix(const std::string& name, std::string_view suffix) {
  return name.ends_with(suffix) ? name.substr(0, name.size() - suffix.size()) : std::string();
}

}  // namespace

RowReader::RowReader(const JsonValue::Array& rows, Document& document) : document_(document) {
  for (const JsonValue& row : rows) names_.insert(text_of(row, "name"));
}

// "X_mean" is an aggregate where X stands beside it, or (aggregates alone) another aggregate of X.
bool RowReader::is_old_aggregate(const std::string& name) const {
  for (const std::string_view suffix : kOldAggregateSuffixes) {
    const std::string base = name_without_suffix(name, suffix);
    if (base.empty()) continue;
    if (names_.contains(base)) return true;
    return std::any_of(kOldAggregateSuffixes.begin(), kOldAggregateSuffixes.end(),
                       [&](std::string_view other) {
                         return other != suffix && names_.contains(base + std::string(other));
                       });
  }
  return false;
}

// The order matters: a complexity fit has no time, and a failed row has zeros for one. A row that
// has a time and `rms` has a counter of that name.
std::optional<RowReader::Refusal> RowReader::refusal_of(const JsonValue& element) const {
  using enum NoteKind;
  if (!element.complete) return Refusal{truncated, "the file ends inside this row"};
  if (element.object() == nullptr) return Refusal{unusable, "not a row"};
  if (is_true(element, "error_occurred")) {
    const std::string message = text_of(element, "error_message");
    if (!message.starts_with(kDroppedMessagePrefix)) return Refusal{failed, message};
    return Refusal{dropped, message.substr(kDroppedMessagePrefix.size())};
  }
  if (is_true(element, "skipped")) return Refusal{skipped, text_of(element, "skip_message")};
  const JsonValue* time = element.find("real_time");
  if (time == nullptr && element.find("big_o") != nullptr) {
    return Refusal{aggregate, "a complexity fit"};
  }
  if (time == nullptr && element.find("rms") != nullptr) {
    return Refusal{aggregate, "the error of a complexity fit"};
  }
  if (text_of(element, "run_type") == "aggregate") {
    return Refusal{aggregate, text_of(element, "aggregate_name")};
  }
  if (element.find("run_type") == nullptr && is_old_aggregate(text_of(element, "name"))) {
    return Refusal{aggregate, "by its name, as in old files"};
  }
  if (text_of(element, "name").empty()) return Refusal{unusable, "no name"};
  if (!unit_of(element)) {
    return Refusal{unusable, fmt::format("time_unit is {}", element.find("time_unit")->text)};
  }
  if (time == nullptr) return Refusal{unusable, "no real_time"};
  if (!time_of(element, "real_time")) {
    return Refusal{unusable, fmt::format("real_time is {}", time->text)};
  }
  return std::nullopt;
}

void RowReader::note(NoteKind kind, std::string subject, std::string reason) const {
  document_.notes.push_back(
      {kind, std::move(subject), std::move(reason), document_.sources.front()});
}

std::optional<NamedRow> RowReader::read(const JsonValue& element) const {
  const std::string name = text_of(element, "name");
  const std::string run_name = text_of(element, "run_name");
  NamedRow named{.run_name = run_name.empty() ? name : run_name,
                 .label = text_of(element, "label"),
                 .threads = count_of(element, "threads").value_or(1),
                 .repetition_index = count_of(element, "repetition_index"),
                 .row = {}};

  if (auto refusal = refusal_of(element)) {
    if (refusal->kind == NoteKind::failed || refusal->kind == NoteKind::dropped) {
      document_.rejected.push_back({.run_name = std::move(named.run_name),
                                    .kind = refusal->kind,
                                    .reason = std::move(refusal->reason),
                                    .sequence = count_of(element, counter::kSequence)});
      return std::nullopt;
    }
    note(refusal->kind, displayed_name(named.run_name), std::move(refusal->reason));
    return std::nullopt;
  }
  named.row.iterations = count_of(element, "iterations").value_or(1);
  named.row.real_time_ns = *time_of(element, "real_time");
  named.row.cpu_time_ns = time_of(element, "cpu_time");
  std::set<std::pair<std::string_view, bool>> seen;  // a number hides no text, and no text a number
  for (const JsonMember& member : *element.object()) {
    const auto number = member.value.number();
    if (!seen.emplace(member.key, number.has_value()).second) {
      note(NoteKind::shadowed, displayed_name(named.run_name),
           fmt::format("a second '{}', {}, was not read", member.key, member.value.text));
    } else if (number && !is_field(member.key)) {
      named.row.counters.emplace(member.key, *number);
    }
  }
  return named;
}

}  // namespace alertsage::reports

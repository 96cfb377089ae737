#include "reports/results/hyperfine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <optional>
#include <set>
#include <span>
#include <utility>

#include "core/base/error.hpp"
#include "reports/results/row_name.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

constexpr double kSecond = 1e9;
constexpr const char* kExportedBy = "exported_by";  // hyperfine has no such key
constexpr std::string_view kUnprovenByHyperfine =
    "hyperfine ran one command after the other, each in a block of its own, and does not look at "
    "the page cache; its memory_usage_byte is the largest of all children so far, and not taken";

const JsonValue::Array* array_in(const JsonValue& element, std::string_view key) {
  const JsonValue* value = element.find(key);
  return value == nullptr ? nullptr : value->array();
}

// Why the run failed; nothing where it did not. null is the code of what a signal ended.
std::optional<std::string> failure_of(const JsonValue::Array* exit_codes, std::size_t run) {
  if (exit_codes == nullptr || run >= exit_codes->size()) return std::nullopt;
  const JsonValue& code = (*exit_codes)[run];
  if (std::holds_alternative<std::nullptr_t>(code.data)) return "ended by a signal";
  const auto number = code.number();
  if (!number || *number == 0) return std::nullopt;
  return fmt::format("exited with {}", *number);
}

class ResultReader {
 public:
  explicit ResultReader(Document& document) : document_(document) {}

  void read(const JsonValue& result) {
    const JsonValue* command = result.find("command");
    const std::string text =
        command == nullptr || command->string() == nullptr ? std::string() : *command->string();
    const JsonValue::Array* times = array_in(result, "times");
    if (!result.complete) return note(NoteKind::truncated, text, "the file ends inside this row");
    if (times == nullptr) return note(NoteKind::unusable, text, "no times");
    // It runs the same command twice where it is told to.
    const std::string name = unused_name(command_name(text), names_);
    document_.context.emplace(fmt::format("{}{}", context::kCommandPrefix, name), text);
    read_times(name, *times, array_in(result, "exit_codes"));
  }

 private:
  static std::string run_name_of(std::string_view name) {
    return fmt::format("{}/{}/{}", process_row::kWhat, name, process_row::kUnproven);
  }

  void note(NoteKind kind, std::string_view command, std::string_view reason) {
    document_.notes.push_back(
        {kind, run_name_of(command_name(command)), std::string(reason), document_.sources.front()});
  }

  void read_times(const std::string& name, const JsonValue::Array& times,
                  const JsonValue::Array* exit_codes) {
    Series series{.run_name = run_name_of(name)};
    for (std::size_t run = 0; run < times.size(); ++run, ++sequence_) {
      const double seconds = times[run].number().value_or(NAN);
      if (auto failure = failure_of(exit_codes, run)) {
        document_.rejected.push_back({.run_name = series.run_name,
                                      .kind = NoteKind::failed,
                                      .reason = *std::move(failure),
                                      .sequence = sequence_});
      } else if (!std::isfinite(seconds) || seconds < 0) {
        note(NoteKind::unusable, name, fmt::format("a time is {}", times[run].text));
      } else {
        series.rows.push_back(
            {.repetition_index = static_cast<std::int64_t>(series.rows.size()),
             .real_time_ns = seconds * kSecond,
             .counters = {{std::string(counter::kSequence), static_cast<double>(sequence_)}}});
      }
    }
    if (!series.rows.empty()) document_.series.push_back(std::move(series));
  }

  Document& document_;
  std::set<std::string> names_;
  std::int64_t sequence_ = 0;
};

using Json = nlohmann::ordered_json;

double mean_of(std::span<const double> values) {
  return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// Of a sample, with n - 1 below, as hyperfine's.
Json standard_deviation(std::span<const double> values) {
  if (values.size() < 2) return nullptr;
  const double mean = mean_of(values);
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return std::sqrt(squares / static_cast<double>(values.size() - 1));
}

// Null where it was not measured.
Json mean_of(const Series& series, std::string_view counter) {
  const auto values = counter_values(series, counter);
  return values ? Json(mean_of(values->values())) : Json(nullptr);
}

// As hyperfine does, the name and not the text.
std::string command_of(const RowName& row) {
  const std::string model = row.is_command() ? "" : " " + row.model;
  return fmt::format("{}{} ({})", row.strategy, model, row.state);
}

Json result_json(const Series& series, const RowName& row) {
  std::vector<double> times;
  for (const Row& sample : series.rows) times.push_back(sample.real_time_ns / kSecond);
  const auto sample = Sample::make(times);
  const auto [least, most] = std::minmax_element(times.begin(), times.end());
  Json json = {{"command", command_of(row)},
               {"mean", mean_of(times)},
               {"stddev", standard_deviation(times)},
               {"median", sample ? sample->median() : times.front()},
               {"user", mean_of(series, counter::kUserSeconds)},
               {"system", mean_of(series, counter::kSystemSeconds)},
               {"min", *least},
               {"max", *most},
               {"times", times},
               {"exit_codes", std::vector<int>(times.size(), 0)},
               {"parameters", {{"state", row.state}}}};
  return json;
}

}  // namespace

const JsonValue* find_hyperfine_results(const JsonValue& root) {
  if (root.find(kExportedBy) != nullptr) {
    throw Error(ErrorKind::unsupported,
                "is an export for hyperfine's readers, without blocks and proofs: read the result "
                "document instead (alertsage-coldstart -o)");
  }
  const JsonValue* results = root.find("results");
  if (results == nullptr || results->array() == nullptr || results->array()->empty()) {
    return nullptr;
  }
  return results->array()->front().find("command") == nullptr ? nullptr : results;
}

void read_hyperfine_results(const JsonValue& results, Document& document) {
  document.context.emplace(fmt::format("{}{}", context::kStatePrefix, process_row::kUnproven),
                           kUnprovenByHyperfine);
  document.context.emplace(context::kTimedTo, timed_to::kExit);
  ResultReader reader(document);
  for (const JsonValue& result : *results.array()) reader.read(result);
}

std::string hyperfine_json(const Document& document) {
  Json results = Json::array();
  for (const Series& series : document.series) {
    const auto row = parse_row_name(displayed_name(series.run_name));
    if (!row || row->what != process_row::kWhat || series.rows.empty()) continue;
    results.push_back(result_json(series, *row));
  }
  return Json({{kExportedBy, "alertsage-coldstart"}, {"results", std::move(results)}})
             .dump(2, ' ', false, Json::error_handler_t::replace) +
         "\n";
}

}  // namespace alertsage::reports

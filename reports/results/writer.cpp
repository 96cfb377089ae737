#include "reports/results/writer.hpp"

#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

using Json = nlohmann::ordered_json;

Json context_json(const Document& document) {
  Json context = Json::object();
  for (const auto& [key, value] : document.context) context[key] = value;
  context["json_schema_version"] = 1;  // a number: the library's compare.py refuses the string
  return context;
}

Json row_json(const Series& series, const Row& row) {
  Json json = {{"name", series.run_name},
               {"run_name", series.run_name},
               {"run_type", "iteration"},
               {"repetitions", series.rows.size()},
               {"repetition_index", row.repetition_index},
               {"threads", series.threads},
               {"iterations", row.iterations},
               {"real_time", row.real_time_ns}};
  if (row.cpu_time_ns) json["cpu_time"] = *row.cpu_time_ns;
  json["time_unit"] = "ns";
  for (const auto& [name, value] : row.counters) json.emplace(name, value);
  if (!series.label.empty()) json["label"] = series.label;
  return json;
}

// As Google Benchmark writes a repetition that reported an error: without a time.
Json rejected_json(const RejectedSample& sample) {
  std::string message = sample.reason;
  if (sample.kind == NoteKind::dropped) message.insert(0, kDroppedMessagePrefix);
  Json json = {{"name", sample.run_name},
               {"run_name", sample.run_name},
               {"run_type", "iteration"},
               {"repetition_index", 0},
               {"threads", 1},
               {"error_occurred", true},
               {"error_message", std::move(message)},
               {"iterations", 0},
               {"real_time", 0},
               {"cpu_time", 0},
               {"time_unit", "ns"}};
  if (sample.sequence) json[std::string(counter::kSequence)] = *sample.sequence;
  return json;
}

void put(Json& json, std::string_view key, const std::optional<double>& figure) {
  if (figure) json[std::string(key)] = *figure;
}
void put(Json& json, std::string_view key, const std::string& text) {
  if (!text.empty()) json[std::string(key)] = text;
}

Json metric_json(const LeakMetric& metric) {
  Json json = {
      {"name", metric.name}, {"kind", name_of(metric.kind)}, {"verdict", name_of(metric.verdict)}};
  put(json, "slope_per_load", metric.slope_per_load);
  put(json, "slope_low", metric.slope_low);
  put(json, "slope_high", metric.slope_high);
  put(json, "smallest_leak", metric.smallest_leak);
  json["warm_up_loads"] = metric.warm_up_loads;
  put(json, "reason", metric.reason);
  return json;
}

Json retention_json(const Retention& retention) {
  Json json = {{"rss_anon_bytes", retention.rss_anon_bytes},
               {"after_trim_bytes", retention.after_trim_bytes}};
  put(json, "grown_per_load", retention.grown_per_load);
  put(json, "grown_low", retention.grown_low);
  put(json, "grown_high", retention.grown_high);
  return json;
}

Json leaked_json(const std::vector<LeakedThing>& leaked) {
  Json json = Json::array();
  for (const LeakedThing& thing : leaked) {
    json.push_back({{"metric", thing.metric}, {"name", thing.name}, {"count", thing.count}});
  }
  return json;
}

Json sparse_json(const std::map<std::string, SparseSeries>& sparse) {
  Json json = Json::object();
  for (const auto& [metric, series] : sparse) {
    json[metric] = {{"loads", series.loads}, {"values", series.values}};
  }
  return json;
}

Json leak_json(const LeakSection& section) {
  Json metrics = Json::array();
  for (const LeakMetric& metric : section.metrics) metrics.push_back(metric_json(metric));
  Json json = {{"name", section.name},   {"strategy", section.strategy},
               {"model", section.model}, {"mode", section.mode},
               {"loads", section.loads}, {"verdict", name_of(section.verdict)}};
  if (section.seconds) json["seconds"] = *section.seconds;
  put(json, "reason", section.reason);
  put(json, "partial", section.partial);
  put(json, "command", section.command);
  if (!section.next_steps.empty()) json["next_steps"] = section.next_steps;
  if (section.max_leak_bytes > 0) json["max_leak_bytes"] = section.max_leak_bytes;
  if (section.retention) json["retention"] = retention_json(*section.retention);
  if (!section.leaked.empty()) json["leaked"] = leaked_json(section.leaked);
  json["first_load"] = section.first_load;
  json["metrics"] = std::move(metrics);
  json["series"] = section.series;
  if (!section.sparse_series.empty()) json["sparse_series"] = sparse_json(section.sparse_series);
  return json;
}

}  // namespace

std::string document_json(const Document& document) {
  Json rows = Json::array();
  for (const Series& series : document.series) {
    for (const Row& row : series.rows) rows.push_back(row_json(series, row));
  }
  for (const RejectedSample& sample : document.rejected) rows.push_back(rejected_json(sample));
  Json json = {{"context", context_json(document)}, {"benchmarks", std::move(rows)}};
  if (!document.leaks.empty()) {
    Json& leaks = json["leaktest"] = Json::array();
    for (const LeakSection& section : document.leaks) leaks.push_back(leak_json(section));
  }
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace alertsage::reports

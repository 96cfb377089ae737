#include <nlohmann/json.hpp>

#include "reports/compare/text/json_parts.hpp"

namespace alertsage::reports {
namespace {

Json leak_metric_json(const LeakMetricComparison& metric) {
  Json json = {{"name", metric.name}, {"verdict", name_of(metric.change)}};
  const auto add = [&](const std::string& side, const std::optional<LeakMetric>& judged) {
    json[side + "_verdict"] = judged ? Json(name_of(judged->verdict)) : Json(nullptr);
    json[side + "_slope"] = number_or_null(judged ? judged->slope_per_load : std::nullopt);
    json[side + "_low"] = number_or_null(judged ? judged->slope_low : std::nullopt);
    json[side + "_high"] = number_or_null(judged ? judged->slope_high : std::nullopt);
  };
  add("base", metric.base);
  add("new", metric.contender);
  return json;
}

Json one_sided_json(const std::vector<LeakSectionOnOneSide>& sections) {
  Json json = Json::array();
  for (const LeakSectionOnOneSide& section : sections) {
    json.push_back({{"name", section.name}, {"verdict", name_of(section.verdict)}});
  }
  return json;
}

Json leak_section_json(const LeakSectionComparison& section) {
  Json json = {{"name", section.name}, {"verdict", name_of(section.change)}};
  const auto add = [&](const std::string& side, const LeakSectionSide& judged) {
    json[side + "_verdict"] = name_of(judged.verdict);
    json[side + "_partial"] = judged.partial.empty() ? Json(nullptr) : Json(judged.partial);
    json[side + "_max_leak_bytes"] =
        judged.max_leak_bytes > 0 ? Json(judged.max_leak_bytes) : Json(nullptr);
  };
  add("base", section.base);
  add("new", section.contender);
  Json& metrics = json["metrics"] = Json::array();
  for (const LeakMetricComparison& metric : section.metrics) {
    metrics.push_back(leak_metric_json(metric));
  }
  return json;
}

}  // namespace

Json number_or_null(const std::optional<double>& number) {
  return number ? Json(*number) : Json(nullptr);
}

Json notes_json(const std::vector<Note>& notes) {
  Json json = Json::array();
  for (const Note& note : notes) {
    json.push_back({{"kind", name_of(note.kind)}, {"row", note.subject}, {"reason", note.reason}});
  }
  return json;
}

Json leaks_json(const LeakComparison& comparison) {
  Json sections = Json::array();
  for (const LeakSectionComparison& section : comparison.sections) {
    sections.push_back(leak_section_json(section));
  }
  return {{"verdict", name_of(comparison.worst())},
          {"sections", std::move(sections)},
          {"only_in_base", one_sided_json(comparison.only_in_base)},
          {"only_in_new", one_sided_json(comparison.only_in_new)},
          {"failed_in_base", notes_json(comparison.failed_in_base)},
          {"failed_in_new", notes_json(comparison.failed_in_new)}};
}

}  // namespace alertsage::reports

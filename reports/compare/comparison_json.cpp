#include <nlohmann/json.hpp>

#include "reports/compare/comparison_text.hpp"

namespace alertsage::reports {
namespace {

using Json = nlohmann::ordered_json;

std::string_view word_of(ExitCode verdict) {
  switch (verdict) {
    case ExitCode::verdict_bad:
      return "slower";
    case ExitCode::undecided:
      return "cannot tell";
    default:
      return "not slower";
  }
}

// Absent figures are null: the keys are the same in every row.
Json row_json(const RowComparison& row) {
  Json json = {{"name", row.name},
               {"metric", row.metric.name},
               {"unit", unit_name(row.metric.unit)},
               {"verdict", name_of(row.change)},
               {"base_samples", row.base_samples},
               {"new_samples", row.new_samples},
               {"base_median", row.base_median},
               {"new_median", row.new_median},
               {"ratio", nullptr},
               {"ratio_low", nullptr},
               {"ratio_high", nullptr},
               {"coverage", nullptr},
               {"smallest_visible_ratio", nullptr}};
  if (row.ratio) json["ratio"] = row.ratio->estimate;
  if (row.ratio && row.ratio->interval) {
    json["ratio_low"] = row.ratio->interval->low;
    json["ratio_high"] = row.ratio->interval->high;
    json["coverage"] = row.ratio->interval->coverage;
  }
  if (row.smallest_visible) json["smallest_visible_ratio"] = *row.smallest_visible;
  return json;
}

Json notes_json(const std::vector<Note>& notes) {
  Json json = Json::array();
  for (const Note& note : notes) {
    json.push_back({{"kind", name_of(note.kind)}, {"row", note.subject}, {"reason", note.reason}});
  }
  return json;
}

Json leak_metric_json(const LeakMetricComparison& metric) {
  Json json = {{"name", metric.name}, {"verdict", name_of(metric.change)}};
  const auto add = [&](const std::string& side, const std::optional<LeakMetric>& judged) {
    const auto figure = [](const std::optional<double>& value) {
      return value ? Json(*value) : Json(nullptr);
    };
    json[side + "_verdict"] = judged ? Json(name_of(judged->verdict)) : Json(nullptr);
    json[side + "_slope"] = figure(judged ? judged->slope_per_load : std::nullopt);
    json[side + "_low"] = figure(judged ? judged->slope_low : std::nullopt);
    json[side + "_high"] = figure(judged ? judged->slope_high : std::nullopt);
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

}  // namespace

std::string comparison_json(const Comparison& comparison) {
  Json rows = Json::array();
  for (const RowComparison& row : comparison.rows) rows.push_back(row_json(row));
  Json environment = Json::array();
  for (const ContextDifference& difference : comparison.environment) {
    environment.push_back(
        {{"key", difference.key}, {"base", difference.first}, {"new", difference.second}});
  }
  Json json = {{"verdict", word_of(comparison.verdict_of_rows())},
               {"exit_code", static_cast<int>(comparison.verdict())},
               {"max_slowdown", comparison.limit},
               {"alpha", comparison.options.alpha},
               {"confidence_per_row", comparison.confidence},
               {"samples_needed", comparison.samples_needed},
               {"environment", std::move(environment)},
               {"rows", std::move(rows)},
               {"only_in_base", comparison.only_in_base},
               {"only_in_new", comparison.only_in_new},
               {"unmeasured_in_base", notes_json(comparison.unmeasured_in_base)},
               {"unmeasured_in_new", notes_json(comparison.unmeasured_in_new)}};
  if (!comparison.leaks.empty()) json["leaktest"] = leaks_json(comparison.leaks);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace alertsage::reports

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
               {"verdict", name_of(row.change)},
               {"base_samples", row.base_samples},
               {"new_samples", row.new_samples},
               {"base_median_ns", row.base_median_ns},
               {"new_median_ns", row.new_median_ns},
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

}  // namespace

std::string comparison_json(const Comparison& comparison) {
  Json rows = Json::array();
  for (const RowComparison& row : comparison.rows) rows.push_back(row_json(row));
  Json environment = Json::array();
  for (const ContextDifference& difference : comparison.environment) {
    environment.push_back(
        {{"key", difference.key}, {"base", difference.first}, {"new", difference.second}});
  }
  const Json json = {{"verdict", word_of(comparison.verdict())},
                     {"exit_code", static_cast<int>(comparison.verdict())},
                     {"max_slowdown", comparison.options.max_slowdown},
                     {"alpha", comparison.options.alpha},
                     {"confidence_per_row", comparison.confidence},
                     {"samples_needed", comparison.samples_needed},
                     {"environment", std::move(environment)},
                     {"rows", std::move(rows)},
                     {"only_in_base", comparison.only_in_base},
                     {"only_in_new", comparison.only_in_new},
                     {"unmeasured_in_base", notes_json(comparison.unmeasured_in_base)},
                     {"unmeasured_in_new", notes_json(comparison.unmeasured_in_new)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace alertsage::reports

#include <nlohmann/json.hpp>

#include "reports/compare/text/comparison_text.hpp"
#include "reports/compare/text/comparison_words.hpp"
#include "reports/compare/text/json_parts.hpp"
#include "reports/compare/text/row_words.hpp"

namespace alertsage::reports {
namespace {

// One word for all metrics.
std::string_view word_of_row(Change change) {
  return word_of(change, metric_named("count"));
}

std::string_view word_of_design(Design design) {
  switch (design) {
    case Design::paired_blocks:
      return "pairs";
    case Design::paired_files:
      return "pairs of files";
    case Design::unpaired:
      break;
  }
  return "unpaired";
}

std::string_view word_of_reason(NotComparable reason) {
  switch (reason) {
    case NotComparable::absent_in_base:
      return "absent in base";
    case NotComparable::absent_in_new:
      return "absent in new";
    case NotComparable::at_floor:
      return "at floor";
    case NotComparable::ignored:
      break;
  }
  return "ignored";
}

void add_ratio(const std::optional<Ratio>& ratio, Json& json) {
  const bool has_interval = ratio && ratio->interval;
  json["ratio"] = ratio ? Json(ratio->estimate) : Json(nullptr);
  json["ratio_low"] = has_interval ? Json(ratio->interval->low) : Json(nullptr);
  json["ratio_high"] = has_interval ? Json(ratio->interval->high) : Json(nullptr);
  json["coverage"] = has_interval ? Json(ratio->interval->coverage) : Json(nullptr);
}

// Absent figures are null: the keys are the same in every row of a design.
Json row_json(const RowComparison& row, const Comparison& comparison) {
  Json json = {{"name", row.name},
               {"metric", row.metric.name},
               {"unit", unit_name(row.metric.unit)},
               {"verdict", word_of_row(said_change(comparison, row))},
               {"verdict_of_samples", word_of_row(row.change)},
               {"limit", row.limit},
               {"exact", row.exact},
               {"plus_one", row.plus_one},
               {"base_samples", row.base_samples},
               {"new_samples", row.new_samples},
               {"base_median", row.base_median},
               {"new_median", row.new_median}};
  add_ratio(row.ratio, json);
  json["smallest_visible_ratio"] = number_or_null(row.smallest_visible);
  json["samples_to_tell"] = row.samples_to_tell ? Json(*row.samples_to_tell) : Json(nullptr);
  json["u_test_p"] = number_or_null(row.u_test_p);
  if (comparison.design != Design::unpaired) json["pairs"] = row.pairs;
  if (comparison.design == Design::paired_blocks) {
    json["batch"] = row.batch;
    json["open"] = row.open;
    json["awaits_second"] = row.awaits_second;
    json["did_not_recur"] = row.did_not_recur;
    json["bound"] = number_or_null(row.bound);
  }
  return json;
}

Json metrics_json(const std::vector<Metric>& metrics) {
  Json json = Json::array();
  for (const Metric& metric : metrics) {
    json.push_back({{"name", metric.name},
                    {"unit", unit_name(metric.unit)},
                    {"better", metric.better == Better::more ? "more" : "less"},
                    {"exact", metric.exact}});
  }
  return json;
}

Json unfairness_json(const std::vector<Unfairness>& unfairness) {
  Json json = Json::array();
  for (const Unfairness& found : unfairness) {
    json.push_back({{"reason", name_of(found.doubt)},
                    {"accepted", found.accepted},
                    {"details", found.details}});
  }
  return json;
}

Json not_compared_json(const std::vector<NotCompared>& rows) {
  Json json = Json::array();
  for (const NotCompared& row : rows) {
    json.push_back(
        {{"name", row.name}, {"metric", row.metric}, {"reason", word_of_reason(row.reason)}});
  }
  return json;
}

Json control_json(const std::optional<ControlComparison>& control) {
  if (!control) return nullptr;
  Json json = {{"pairs", control->pairs}};
  add_ratio(control->sides, json);
  json["drift_ratio"] = number_or_null(control->drift);
  return json;
}

Json environment_json(const std::vector<ContextDifference>& environment) {
  Json json = Json::array();
  for (const ContextDifference& difference : environment) {
    json.push_back(
        {{"key", difference.key}, {"base", difference.first}, {"new", difference.second}});
  }
  return json;
}

}  // namespace

std::string comparison_json(const Comparison& comparison) {
  Json rows = Json::array();
  for (const RowComparison& row : comparison.rows) rows.push_back(row_json(row, comparison));
  Json json = {{"verdict", verdict_word(comparison.verdict())},
               {"exit_code", static_cast<int>(comparison.verdict())},
               {"rows_verdict", verdict_word(comparison.verdict_of_rows())},
               {"headline", headline(comparison)},
               {"design", word_of_design(comparison.design)},
               {"metrics", metrics_json(comparison.metrics)},
               {"max_slowdown", comparison.limit},
               {"alpha", comparison.alpha},
               {"confidence_per_row", comparison.confidence},
               {"samples_needed", comparison.samples_needed},
               {"same_program", comparison.same_program},
               {"same_samples", comparison.same_samples},
               {"contaminated", comparison.contaminated()},
               {"control", control_json(comparison.control)},
               {"unfair", unfairness_json(comparison.unfairness)},
               {"cautions", comparison.cautions},
               {"environment", environment_json(comparison.environment)},
               {"rows", std::move(rows)},
               {"only_in_base", comparison.only_in_base},
               {"only_in_new", comparison.only_in_new},
               {"not_compared", not_compared_json(comparison.not_compared)},
               {"skipped_in_both", notes_json(comparison.skipped_in_both)},
               {"unmeasured_in_base", notes_json(comparison.unmeasured_in_base)},
               {"unmeasured_in_new", notes_json(comparison.unmeasured_in_new)}};
  if (!comparison.leaks.empty()) json["leaktest"] = leaks_json(comparison.leaks);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace alertsage::reports

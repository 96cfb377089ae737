// One incident's answer as text or as JSON with AlertSage's keys.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/incident_answer.hpp"

namespace alertsage::cli {

struct AnsweredIncident {
  std::string_view raw_text;
  std::string_view cleaned;
  std::optional<std::string> id_json;
  IncidentAnswer answer;
  Difficulty difficulty;
  LabelType label_type;
};

// One object on one line, without its end: raw_text, cleaned, base_label, final_label, max_prob,
// threshold, uncertainty_level, difficulty, probs_sorted ([[label, probability], …]); first the id,
// under its field's name, where there is one. Labels that were integers or booleans are such. With
// a head without probabilities: max_prob is null and decision_sorted stands for probs_sorted. What
// is no number is null.
std::string to_json(const AnsweredIncident& incident, const std::string& id_field);

// For one text: the label and how sure it is, then a line a class.
std::string to_text(const AnsweredIncident& incident, bool colour);

// For a batch: one line, fields separated by tabs: final label, largest score, the text (its id,
// where it has one).
std::string to_line(const AnsweredIncident& incident);

}  // namespace alertsage::cli

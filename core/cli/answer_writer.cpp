#include "core/cli/answer_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "core/base/printable.hpp"
#include "core/cli/shown_text.hpp"
#include "core/model/label_names.hpp"

namespace alertsage::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kBarWidth = 24;
constexpr std::size_t kLineTextColumns = 100;

// What the label was where the model comes from. One that says it was an integer and is none, as in
// a damaged file, stays text, and so does one of more than 64 bits.
Json label_json(std::string_view label, LabelType type) {
  if (type == LabelType::boolean) {
    if (const auto value = boolean_of_label(label)) return *value;
  }
  if (type == LabelType::integer) {
    if (const auto value = integer_of_label(label)) return *value;
    if (const auto value = integer_of_label<std::uint64_t>(label)) return *value;
  }
  return label;
}

Json sorted_scores(const IncidentAnswer& answer, LabelType type) {
  Json list = Json::array();
  for (const auto& [label, score] : answer.scores) {
    list.push_back(Json::array({label_json(label, type), score}));
  }
  return list;
}

// REQUIRES: `share` is at most 1 or NaN, which has no bar.
std::string bar(double share) {
  const double width = std::isnan(share) ? 0.0 : share * static_cast<double>(kBarWidth);
  const auto filled = std::min(static_cast<std::size_t>(std::lround(width)), kBarWidth);
  return std::string(filled, '#') + std::string(kBarWidth - filled, '.');
}

// A NaN may have a sign, which says nothing.
double without_nan_sign(double score) {
  return std::isnan(score) ? std::abs(score) : score;
}

std::string verdict_text(const AnsweredIncident& incident) {
  const IncidentAnswer& answer = incident.answer;
  if (!answer.has_probabilities) return "decision values: this head has no probabilities";
  if (std::isnan(answer.max_prob)) {
    return "the probabilities are no numbers: ask `alertsage verify` what is wrong with the model";
  }
  if (answer.final_label != answer.base_label) {
    return fmt::format("would be {}: {:.3f} is below the threshold {:.2f}",
                       shown_label(answer.base_label), answer.max_prob,
                       incident.difficulty.threshold);
  }
  return fmt::format("probability {:.3f}, certainty {}", answer.max_prob, answer.uncertainty_level);
}

}  // namespace

std::string to_json(const AnsweredIncident& incident, const std::string& id_field) {
  const IncidentAnswer& answer = incident.answer;
  Json json = Json::object();
  if (incident.id_json) json[id_field] = Json::parse(*incident.id_json);
  json["raw_text"] = incident.raw_text;
  json["cleaned"] = incident.cleaned;
  const LabelType type = incident.label_type;
  json["base_label"] = label_json(answer.base_label, type);
  json["final_label"] = label_json(answer.final_label, type);
  json["max_prob"] = answer.has_probabilities ? Json(answer.max_prob) : Json(nullptr);
  json["threshold"] = incident.difficulty.threshold;
  json["uncertainty_level"] =
      answer.has_probabilities ? Json(answer.uncertainty_level) : Json(nullptr);
  json["difficulty"] = incident.difficulty.name;
  json[answer.has_probabilities ? "probs_sorted" : "decision_sorted"] = sorted_scores(answer, type);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);  // the text may be no UTF-8
}

std::string to_text(const AnsweredIncident& incident, bool colour) {
  const IncidentAnswer& answer = incident.answer;
  const bool uncertain = answer.final_label != answer.base_label;
  std::string out =
      fmt::format("{}{}{}  ({})\n", colour ? (uncertain ? "\x1b[1;33m" : "\x1b[1;32m") : "",
                  shown_label(answer.final_label), colour ? "\x1b[0m" : "", verdict_text(incident));
  std::size_t width = 0;  // a label that is wider moves no score but its own
  for (const auto& [label, score] : answer.scores)
    width = std::max(width, std::min(columns(shown_label(label)), kLongestColumns));
  for (const auto& [label, score] : answer.scores) {
    std::string name = shown_label(label);
    name.append(width - std::min(columns(name), width), ' ');
    const double number = without_nan_sign(score);
    out += answer.has_probabilities ? fmt::format("  {}  {:.3f}  {}\n", name, number, bar(score))
                                    : fmt::format("  {}  {:+.4f}\n", name, number);
  }
  return out;
}

std::string to_line(const AnsweredIncident& incident) {
  return fmt::format("{}\t{:.3f}\t{}{}", shown_label(incident.answer.final_label),
                     without_nan_sign(incident.answer.max_prob),
                     incident.id_json ? *incident.id_json + "\t" : "",
                     printable(incident.raw_text, kLineTextColumns));
}

}  // namespace alertsage::cli

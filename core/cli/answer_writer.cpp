#include "core/cli/answer_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"

namespace alertsage::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kBarWidth = 24;
constexpr std::size_t kLineTextBytes = 100;

Json sorted_scores(const IncidentAnswer& answer) {
  Json list = Json::array();
  for (const auto& [label, score] : answer.scores) list.push_back(Json::array({label, score}));
  return list;
}

std::string bar(double share) {
  const auto filled = static_cast<std::size_t>(share * static_cast<double>(kBarWidth) + 0.5);
  return std::string(std::min(filled, kBarWidth), '#') +
         std::string(kBarWidth - std::min(filled, kBarWidth), '.');
}

}  // namespace

std::string to_json(const AnsweredIncident& incident, const std::string& id_field) {
  const IncidentAnswer& answer = incident.answer;
  Json json = Json::object();
  if (incident.id_json) json[id_field] = Json::parse(*incident.id_json);
  json["raw_text"] = incident.raw_text;
  json["cleaned"] = incident.cleaned;
  json["base_label"] = answer.base_label;
  json["final_label"] = answer.final_label;
  json["max_prob"] = answer.has_probabilities ? Json(answer.max_prob) : Json(nullptr);
  json["threshold"] = incident.difficulty.threshold;
  json["uncertainty_level"] =
      answer.has_probabilities ? Json(answer.uncertainty_level) : Json(nullptr);
  json["difficulty"] = incident.difficulty.name;
  json[answer.has_probabilities ? "probs_sorted" : "decision_sorted"] = sorted_scores(answer);
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);  // the text may be no UTF-8
}

std::string to_text(const AnsweredIncident& incident, bool colour) {
  const IncidentAnswer& answer = incident.answer;
  const bool uncertain = answer.final_label != answer.base_label;
  std::string out = fmt::format("{}{}{}", colour ? (uncertain ? "\x1b[1;33m" : "\x1b[1;32m") : "",
                                answer.final_label, colour ? "\x1b[0m" : "");
  if (uncertain) {
    out += fmt::format("  (would be {}: {:.3f} is below the threshold {:.2f})\n", answer.base_label,
                       answer.max_prob, incident.difficulty.threshold);
  } else if (answer.has_probabilities) {
    out += fmt::format("  (probability {:.3f}, certainty {})\n", answer.max_prob,
                       answer.uncertainty_level);
  } else {
    out += "  (decision values: this head has no probabilities)\n";
  }
  std::size_t width = 0;
  for (const auto& [label, score] : answer.scores) width = std::max(width, label.size());
  for (const auto& [label, score] : answer.scores) {
    out += answer.has_probabilities
               ? fmt::format("  {:<{}}  {:.3f}  {}\n", label, width, score, bar(score))
               : fmt::format("  {:<{}}  {:+.4f}\n", label, width, score);
  }
  return out;
}

std::string to_line(const AnsweredIncident& incident) {
  return fmt::format("{}\t{:.3f}\t{}{}", incident.answer.final_label, incident.answer.max_prob,
                     incident.id_json ? *incident.id_json + "\t" : "",
                     printable(incident.raw_text, kLineTextBytes));
}

}  // namespace alertsage::cli

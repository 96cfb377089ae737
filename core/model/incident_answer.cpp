#include "core/model/incident_answer.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "core/base/error.hpp"

namespace alertsage {
namespace {

constexpr double kHighCertainty = 0.80;

double score_of(const Prediction& prediction, std::size_t label) {
  if (!prediction.probabilities.empty()) return prediction.probabilities[label];
  if (prediction.decision.size() > 1) return prediction.decision[label];
  return label == 0 ? -prediction.decision[0] : prediction.decision[0];
}

// Opening reads no weights, so damaged ones may give NaN here, and a sort by `>` alone has no order
// then. What is no number comes last.
bool comes_before(const ScoredLabel& a, const ScoredLabel& b) {
  if (std::isnan(a.score) || std::isnan(b.score)) return std::isnan(b.score) > std::isnan(a.score);
  return a.score > b.score;
}

}  // namespace

Difficulty difficulty_named(std::string_view name) {
  std::string known;
  for (const Difficulty& difficulty : kDifficulties) {
    if (difficulty.name == name) return difficulty;
    known += (known.empty() ? "" : ", ") + std::string(difficulty.name);
  }
  throw Error(ErrorKind::usage, "unknown difficulty (known: " + known + ")",
              {.piece = std::string(name)});
}

IncidentAnswer answer_for(const Classifier& classifier, const Prediction& prediction,
                          const Difficulty& difficulty) {
  IncidentAnswer answer;
  answer.has_probabilities = !prediction.probabilities.empty();
  for (std::size_t i = 0; i < classifier.labels().size(); ++i) {
    answer.scores.push_back({classifier.labels()[i], score_of(prediction, i)});
  }
  std::stable_sort(answer.scores.begin(), answer.scores.end(), comes_before);

  answer.base_label = classifier.labels()[prediction.label];
  answer.max_prob = answer.scores.front().score;
  // Asked so that NaN is uncertain.
  const bool uncertain = answer.has_probabilities && !(answer.max_prob >= difficulty.threshold);
  answer.final_label = uncertain ? "uncertain" : answer.base_label;
  answer.uncertainty_level = uncertain                           ? "low"
                             : answer.max_prob >= kHighCertainty ? "high"
                                                                 : "medium";
  if (difficulty.max_classes != 0 && answer.scores.size() > difficulty.max_classes) {
    answer.scores.resize(difficulty.max_classes);
  }
  return answer;
}

}  // namespace alertsage

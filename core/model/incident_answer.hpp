// AlertSage's answer for one incident: the prediction weighed against a threshold.
#pragma once

#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/classifier.hpp"

namespace alertsage {

// How sure an answer has to be, and how much of it is shown. AlertSage's names for the three sets.
struct Difficulty {
  std::string_view name = "default";
  double threshold = 0.50;      // below this largest probability the label is "uncertain"
  std::size_t max_classes = 5;  // how many classes are shown; 0: all
};

inline constexpr Difficulty kDifficulties[] = {
    {"default", 0.50, 5}, {"soc-medium", 0.60, 5}, {"soc-hard", 0.75, 3}};

// Throws Error (usage) that lists the names there are.
Difficulty difficulty_named(std::string_view name);

struct ScoredLabel {
  std::string_view label;
  double score;  // probability, or the decision value with Link::decision
};

struct IncidentAnswer {
  std::string_view base_label;   // the classifier's; in a tie not always the first of `scores`
  std::string_view final_label;  // "uncertain" where max_prob < threshold or is NaN
  double max_prob = 0.0;         // NaN where no score is a number: the weights are damaged
  std::string_view
      uncertainty_level;            // "low" below the threshold, "medium" below 0.80, else "high"
  std::vector<ScoredLabel> scores;  // descending, NaN last, ties in label order; cut to max_classes
  bool has_probabilities = true;    // false with Link::decision: nothing is ever "uncertain" then
};

// The views in the result point into the model. For a binary decision head the one value d is shown
// as -d and d.
IncidentAnswer answer_for(const Classifier& classifier, const Prediction& prediction,
                          const Difficulty& difficulty);

}  // namespace alertsage

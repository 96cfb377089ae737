#include "core/cli/agreement.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>

#include "core/base/error.hpp"
#include "core/model/incident_answer.hpp"

namespace alertsage::cli {
namespace {

constexpr std::size_t kMostOtherLabels = 3;

using Labels = std::set<std::string_view>;

OtherClasses other_classes(const Labels& labels, const ExpectedAnswer& expected) {
  OtherClasses other;
  for (const std::string_view label : labels) {
    if (!expected.scores.contains(label)) other.of_model.emplace_back(label);
  }
  for (const auto& [label, score] : expected.scores) {
    if (!labels.contains(label)) other.expected.push_back(label);
  }
  if (!other.of_model.empty() || !other.expected.empty()) other.line = expected.line;
  return other;
}

// REQUIRES: both have the same classes.
void compare_scores(const IncidentAnswer& answer, const ExpectedAnswer& expected,
                    Agreement& agreement) {
  for (const auto& [label, score] : answer.scores) {
    const double wanted = expected.scores.find(label)->second;
    // Decision values have no scale of their own.
    const double difference = std::abs(score - wanted) / std::max(1.0, std::abs(wanted));
    // A NaN is larger than everything, and stays.
    if (!(difference <= agreement.largest_difference) &&
        !std::isnan(agreement.largest_difference)) {
      agreement.largest_difference = difference;
      agreement.line_of_largest = expected.line;
      agreement.text_of_largest = expected.text;
    }
  }
}

void compare_labels(const IncidentAnswer& answer, const ExpectedAnswer& expected,
                    Agreement& agreement) {
  if (answer.base_label == expected.label) {
    ++agreement.labels_equal;
  } else if (agreement.other_labels.size() < kMostOtherLabels) {
    agreement.other_labels.push_back({.line = expected.line,
                                      .text = expected.text,
                                      .label = std::string(answer.base_label),
                                      .expected = expected.label});
  }
}

}  // namespace

Agreement compare(const Classifier& classifier, ExpectedAnswers& answers) {
  Labels labels;
  for (std::size_t i = 0; i < classifier.labels().size(); ++i)
    labels.insert(classifier.labels()[i]);
  Agreement agreement;
  Scratch scratch;
  while (const auto expected = answers.next()) {
    agreement.other_classes = other_classes(labels, *expected);
    if (agreement.other_classes.line != 0) return agreement;
    const Prediction prediction = classifier.predict(expected->text, scratch);
    const IncidentAnswer answer =
        answer_for(classifier, prediction, {.name = {}, .threshold = 0, .max_classes = 0});
    ++agreement.texts;
    compare_scores(answer, *expected, agreement);
    compare_labels(answer, *expected, agreement);
  }
  if (agreement.texts == 0)
    throw Error(ErrorKind::format, "holds no expected answers", {.file = answers.name()});
  return agreement;
}

}  // namespace alertsage::cli

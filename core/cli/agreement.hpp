// How far a model's answers are those that are expected.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "core/cli/expected_answers.hpp"
#include "core/model/classifier.hpp"

namespace alertsage::cli {

struct OtherLabel {
  std::uint64_t line;  // of the expected answers, from 1
  std::string text;
  std::string label;  // the model's
  std::string expected;
};

// Classes that only one of both knows, at the first line where there are such.
struct OtherClasses {
  std::uint64_t line = 0;  // 0 where there are none
  std::vector<std::string> of_model;
  std::vector<std::string> expected;
};

struct Agreement {
  std::size_t texts = 0;
  std::size_t labels_equal = 0;
  std::vector<OtherLabel> other_labels;  // the first few
  double largest_difference = 0.0;       // of a score, relative where it is expected beyond 1
  std::uint64_t line_of_largest = 0;
  std::string text_of_largest;
  OtherClasses other_classes;  // no line after that is compared

  bool within(double tolerance) const {
    return other_classes.line == 0 && labels_equal == texts && largest_difference <= tolerance;
  }
};

// Throws Error: what `answers` throws; format where they hold none.
Agreement compare(const Classifier& classifier, ExpectedAnswers& answers);

}  // namespace alertsage::cli

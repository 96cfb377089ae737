// A fitted linear classifier, as scikit-learn 0.22 to 1.7 lay it out: LogisticRegression, or
// OneVsRestClassifier of binary ones.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/format/joblib_document.hpp"
#include "core/model/settings.hpp"

namespace alertsage::sklearn {

struct Classifier {
  // The coefficients of one decision value, where they lie.
  struct Row {
    const numpy::Array* coefficients;  // (rows, features)
    std::uint64_t index;
  };

  std::string name;     // "OneVsRestClassifier of LogisticRegression"
  std::string version;  // of scikit-learn
  Link link = Link::sigmoid_ovr;
  std::vector<std::string> labels;
  bool labels_are_text = true;  // else they were integers or booleans
  std::uint64_t features = 0;
  std::vector<Row> rows;           // one a decision value
  std::vector<double> intercepts;  // [rows]
  bool mirrored = false;           // one row d stands for the two decision values -d and d
  bool in_f32 = false;             // all numbers are floats
};

// The result points into `document`. Throws Error: unsupported for an estimator or a setting that
// we do not have, named; format and mismatch for fields that are missing, of another kind or at
// odds with each other.
Classifier read_classifier(const JoblibDocument& document);

// Coefficients as a model has them: [features][decision values]. O(coefficients).
std::vector<double> transposed_weights(const Classifier& classifier);
std::vector<double> decision_intercepts(const Classifier& classifier);

}  // namespace alertsage::sklearn

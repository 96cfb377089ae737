// A fitted classifier that is linear in its features: a linear estimator, or a OneVsRestClassifier
// of binary ones. All become an affine map and a link.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/format/class_labels.hpp"
#include "core/format/joblib_document.hpp"
#include "core/model/settings.hpp"

namespace alertsage::sklearn {

struct Classifier {
  std::string name;     // "OneVsRestClassifier of LogisticRegression"
  std::string version;  // of scikit-learn; may be empty
  Link link = Link::sigmoid_ovr;
  Tie tie = Tie::first;
  ClassLabels labels;
  std::uint64_t features = 0;
  std::vector<double> weights;     // [features][decision values]
  std::vector<double> intercepts;  // [decision values]
  std::optional<double> binarize;
  bool in_f32 = false;  // all numbers are floats
};

bool is_classifier(pickle::Value value) noexcept;

// Then each class has a vectorizer of its own. Throws Error (format).
bool is_one_vs_rest_of_pipelines(pickle::Value value);

// REQUIRES: is_classifier(estimator). Throws Error: unsupported for an estimator or a setting that
// we do not have, named; format and mismatch for fields that are missing, of another kind or at
// odds with each other. O(coefficients).
Classifier read_classifier(const JoblibDocument& document, pickle::Value estimator);

}  // namespace alertsage::sklearn

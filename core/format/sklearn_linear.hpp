// One fitted linear estimator, as scikit-learn 0.21 to 1.7 lay it out: the numbers of an affine
// map, and how it makes probabilities of them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/format/joblib_document.hpp"
#include "core/model/settings.hpp"

namespace alertsage::sklearn {

struct Linear {
  std::string name;                // "LogisticRegression"
  std::string version;             // of scikit-learn; may be empty
  numpy::Array coefficients;       // (rows, features), float32 or float64
  std::vector<double> intercepts;  // [rows]
  numpy::Array classes;            // 2 where there is one row, else as many as rows
  Link link = Link::decision;      // of the estimator by itself
  bool naive_bayes = false;        // a row a class, even where there are two
  bool bernoulli = false;          // coefficients are ln p, of which the map is yet to be made
  std::optional<double> binarize;
  bool in_f32 = false;  // all numbers are floats

  std::uint64_t rows() const noexcept { return coefficients.shape[0]; }
  std::uint64_t features() const noexcept { return coefficients.shape[1]; }
};

bool is_linear(pickle::Value value) noexcept;

// REQUIRES: is_linear(estimator). Throws Error: unsupported for a setting that we do not have,
// named; format and mismatch for fields that are missing, of another kind or at odds with each
// other. O(rows).
Linear read_linear(const JoblibDocument& document, pickle::Value estimator);

}  // namespace alertsage::sklearn

// A model as plain containers: what importers and the trainer make, and what file writers take.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/settings.hpp"

namespace alertsage {

struct ModelData {
  ModelSettings settings;
  std::vector<std::string> labels;      // class names, in the order of the source
  std::vector<std::string> stop_words;  // may be empty
  std::vector<std::string> terms;  // row r of weights belongs to terms[r]; any order, no duplicates
  std::vector<double> idf;         // [terms]; all 1 where settings.use_idf is false
  std::vector<double> weights;     // [terms][outputs], row-major: one term, one contiguous row
  std::vector<double> intercepts;  // [outputs]
  std::map<std::string, std::string>
      provenance;  // short facts on where it came from, e.g. "sklearn_version"

  // Decision values a prediction has: one for a binary head, else one per label.
  std::size_t outputs() const noexcept { return intercepts.size(); }
};

// Throws Error (mismatch) where sizes disagree: idf against terms, weights against terms x outputs,
// outputs against labels and link, fewer than two labels; (format) for a value that is NaN or
// infinite, for a threshold that is_threshold() does not take, and for n-grams out of range.
// O(model).
void check_values(const ModelData& model);

// check_values, and throws Error (mismatch) for a term, label or stop word that is there twice.
// What importers, the trainer and `verify` call.
void check(const ModelData& model);

// The same strings, not owned.
std::vector<std::string_view> views(std::span<const std::string> strings);

}  // namespace alertsage

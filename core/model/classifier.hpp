// The classifier: TF-IDF and a linear head as a const view over bytes, wherever those bytes live.
//
//   Scratch scratch;
//   const Prediction p = classifier.predict("many failed logins for svc_backup", scratch);
//   classifier.labels()[p.label];
//
// Arithmetic is scikit-learn's (TfidfTransformer, LinearClassifierMixin) in double, whatever the
// stored dtype.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/settings.hpp"
#include "core/text/pipeline.hpp"
#include "core/text/term_table.hpp"

namespace alertsage {

// Floats or doubles that lie in a file. REQUIRES: aligned for their type (the model reader checks).
struct Reals {
  DType dtype = DType::f64;
  const void* data = nullptr;
  std::size_t size = 0;

  double operator[](std::size_t i) const noexcept {
    return dtype == DType::f32 ? static_cast<double>(static_cast<const float*>(data)[i])
                               : static_cast<const double*>(data)[i];
  }
};

// The parts of a model where they lie. REQUIRES (the model reader checks): idf.size ==
// terms.size(); weights.size == terms.size() * intercepts.size; intercepts.size is labels.size(),
// or 1 with two labels.
struct ModelView {
  ModelSettings settings;
  StringTable labels;
  TermTable stop_words;
  TermTable terms;
  Reals idf;         // [terms]
  Reals weights;     // [terms][outputs]
  Reals intercepts;  // [outputs]
};

struct Prediction {
  std::span<const double> decision;       // [outputs]
  std::span<const double> probabilities;  // [labels]; empty with Link::decision
  std::size_t label = 0;                  // index of the predicted label
  std::size_t nonzero = 0;                // TF-IDF features that fired
};

// What predict works in: the caller's, one per thread. Grows to the longest text and is then
// reused.
class Scratch {
 private:
  friend class Classifier;
  struct Feature {
    std::uint32_t row;
    std::uint32_t count;
    double value;  // tf x idf, not yet normalised
  };
  TextScratch text_;
  std::vector<std::uint32_t> rows_;  // one per term occurrence
  std::vector<Feature> features_;    // distinct rows, ascending
  std::vector<double> values_;       // [outputs] decision values, then [labels] probabilities
};

// Immutable and thread-safe; copying copies the view, not the bytes, which must outlive every copy.
class Classifier {
 public:
  explicit Classifier(ModelView view) noexcept : view_(std::move(view)) {}

  const ModelSettings& settings() const noexcept { return view_.settings; }
  const StringTable& labels() const noexcept { return view_.labels; }
  const TermTable& terms() const noexcept { return view_.terms; }
  const ModelView& view() const noexcept { return view_; }

  // The spans in the result point into `scratch` and hold until its next use. O(text + fired
  // features x outputs); no allocation once `scratch` has grown. Never faults, whatever the tensors
  // hold; with tensors that lie the answer is wrong. Throws what split_tokens throws.
  Prediction predict(std::string_view text, Scratch& scratch) const;

 private:
  void count_features(std::string_view text, Scratch& scratch) const;
  void weigh_features(Scratch& scratch) const;

  ModelView view_;
};

}  // namespace alertsage

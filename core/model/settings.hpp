// What a model does with the terms it is given: scalars only, so that they fit in a file's
// metadata.
#pragma once

#include <string_view>

#include "core/text/pipeline.hpp"

namespace alertsage {

enum class DType { f32, f64 };
enum class Norm { none, l1, l2 };

// From decision values to probabilities (scikit-learn's names for the same in parentheses).
enum class Link {
  sigmoid_ovr,  // a sigmoid each, the row divided by its sum (OneVsRestClassifier,
                // LogisticRegression ovr)
  softmax,      // (LogisticRegression multinomial)
  sigmoid,      // one decision value, two classes (binary LogisticRegression)
  decision,     // no probabilities: decision values only (LinearSVC and its like)
};

struct ModelSettings {
  TextPipeline text;
  bool binary = false;        // a term counts once, however often it occurs
  bool sublinear_tf = false;  // 1 + ln(tf) for tf
  bool use_idf = true;        // multiply by the term's idf
  Norm norm = Norm::l2;
  Link link = Link::sigmoid_ovr;
  DType dtype = DType::f64;  // of idf, weights and intercepts; sums are always in double

  bool operator==(const ModelSettings&) const = default;
};

// The names in files and on command lines: "f32", "l2", "sigmoid-ovr", …
std::string_view name_of(DType dtype) noexcept;
std::string_view name_of(Norm norm) noexcept;
std::string_view name_of(Link link) noexcept;
// Throw Error (unsupported) that lists what there is.
DType dtype_named(std::string_view name);
Norm norm_named(std::string_view name);
Link link_named(std::string_view name);

}  // namespace alertsage

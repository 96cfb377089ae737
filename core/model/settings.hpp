// What a model does with the terms it is given: scalars only, so that they fit in a file's
// metadata.
#pragma once

#include <cmath>
#include <optional>
#include <string_view>

#include "core/text/pipeline.hpp"

namespace alertsage {

enum class DType { f32, f64 };
enum class Norm { none, l1, l2 };

// From decision values to probabilities (scikit-learn's names for the same in parentheses).
enum class Link {
  sigmoid_ovr,     // a sigmoid each, the row divided by its sum, also where each rounds to 0
                   // (OneVsRestClassifier, LogisticRegression ovr)
  softmax,         // (LogisticRegression multinomial)
  sigmoid,         // one decision value, two classes (binary LogisticRegression)
  modified_huber,  // (d + 1) / 2 cut to 0 to 1, the row divided by its sum (SGDClassifier)
  decision,        // no probabilities: decision values only (LinearSVC and its like)
};

// Which class is predicted where several decision values are the largest and equal.
enum class Tie {
  first,  // (all classifiers but OneVsRestClassifier)
  last,   // (OneVsRestClassifier)
};

// What the labels were where the model comes from. In a model they are text, as Python's str()
// writes them: "3", "True".
enum class LabelType { text, integer, boolean };

struct ModelSettings {
  TextPipeline text;
  bool binary = false;        // a term counts once, however often it occurs
  bool sublinear_tf = false;  // 1 + ln(tf) for tf
  bool use_idf = true;        // multiply by the term's idf
  Norm norm = Norm::l2;
  std::optional<double> binarize = {};  // threshold, see is_threshold: in the end a feature that is
                                        // greater counts 1, any other 0 (BernoulliNB)
  Link link = Link::sigmoid_ovr;
  Tie tie = Tie::first;  // of no effect on a single decision value
  LabelType label_type = LabelType::text;
  DType dtype = DType::f64;  // of idf, weights and intercepts; sums are always in double

  bool operator==(const ModelSettings&) const = default;
};

// The names in files and on command lines: "f32", "l2", "sigmoid-ovr", …
std::string_view name_of(DType dtype) noexcept;
std::string_view name_of(Norm norm) noexcept;
std::string_view name_of(Link link) noexcept;
std::string_view name_of(Tie tie) noexcept;
std::string_view name_of(LabelType type) noexcept;
// Throw Error (unsupported) that lists what there is.
DType dtype_named(std::string_view name);
Norm norm_named(std::string_view name);
Link link_named(std::string_view name);
Tie tie_named(std::string_view name);
LabelType label_type_named(std::string_view name);

// Whether ModelSettings::binarize may have this value. A feature that is not there is 0, and must
// not be greater.
inline bool is_threshold(double value) noexcept {
  return std::isfinite(value) && value >= 0.0;
}

// Whether a head with this link may have one decision value for its two labels.
constexpr bool allows_single_output(Link link) noexcept {
  return link == Link::sigmoid || link == Link::modified_huber || link == Link::decision;
}

}  // namespace alertsage

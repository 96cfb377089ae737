// The parts of a scikit-learn classifier, read and put together.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/format/sklearn_classifier.hpp"
#include "core/format/sklearn_parts.hpp"
#include "core/format/sklearn_vectorizer.hpp"
#include "core/format/sklearn_weighting.hpp"
#include "core/model/model_data.hpp"

namespace alertsage::sklearn {

inline constexpr std::string_view kTransformerName = "TfidfTransformer";

struct Model {
  Vectorizer vectorizer;
  Weighting weighting;
  Classifier classifier;
  bool decoded = false;  // the classifier's classes were numbers of a LabelEncoder
};

// Throws Error (mismatch) that says what is missing, or what is there too much.
void check_complete(const Parts& parts);

// Each reads one part, the weighting after the vectorizer. REQUIRES: check_complete(parts). Throw
// what the part's own reader throws.
void read_vectorizer(const Parts& parts, Model& model);
void read_weighting(const Parts& parts, Model& model);
void read_classifier(const Parts& parts, Model& model);
// After the classifier, whose classes it names. Nothing where there is no LabelEncoder.
void read_label_encoder(const Parts& parts, Model& model);

// How many features a classifier wants, and how many a vectorizer gives. Throw what the part's own
// reader throws.
std::uint64_t features_of(const Part& classifier);
std::uint64_t terms_of(const Part& vectorizer);

// What a user should know: versions that differ or are not known, a LabelEncoder that was used,
// tokens of training texts, float32.
std::vector<std::string> warnings_of(const Model& model);

// The parts as a model. Where their sizes disagree, check_values(ModelData) says so.
ModelData assemble(Model&& model);

}  // namespace alertsage::sklearn

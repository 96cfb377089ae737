// A fitted TfidfVectorizer, as scikit-learn 0.22 to 1.7 lay it out.
#pragma once

#include <string>
#include <vector>

#include "core/format/joblib_document.hpp"
#include "core/model/settings.hpp"

namespace alertsage::sklearn {

struct Vectorizer {
  ModelSettings settings;  // all but link and dtype
  std::vector<std::string> stop_words;
  std::vector<std::string> terms;  // in the order of its columns
  std::vector<double> idf;         // [terms]; all 1 without use_idf
  bool computes_in_f32 = false;    // dtype=numpy.float32: scikit-learn rounds TF-IDF values to it
  bool idf_in_f32 = false;         // all idf values are floats
  std::string version;             // of scikit-learn
  std::string dropped;             // what was left out and how large it was; may be empty
};

// Throws Error: unsupported for a setting that changes the terms and that we do not have, named;
// format for fields that are missing, of another kind or at odds with each other.
Vectorizer read_vectorizer(const JoblibDocument& document);

}  // namespace alertsage::sklearn

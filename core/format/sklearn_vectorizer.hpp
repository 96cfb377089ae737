// A fitted CountVectorizer, or what a TfidfVectorizer has of one, as scikit-learn 0.21 to 1.7 lay
// them out: text in, counted terms out.
#pragma once

#include <string>
#include <vector>

#include "core/format/pickle.hpp"
#include "core/text/pipeline.hpp"

namespace alertsage::sklearn {

struct Vectorizer {
  std::string name;     // "TfidfVectorizer"
  std::string version;  // of scikit-learn; may be empty
  TextPipeline text;
  bool binary = false;
  std::vector<std::string> stop_words;
  std::vector<std::string> terms;  // in the order of its columns
  bool computes_in_f32 = false;    // dtype=numpy.float32: scikit-learn rounds TF-IDF values to it
  std::string dropped;             // what was left out and how large it was; may be empty
};

// REQUIRES: `estimator` is a record of one of the two. Throws Error: unsupported for a setting that
// changes the terms and that we do not have, named; format for fields that are missing, of another
// kind or at odds with each other. O(vocabulary).
Vectorizer read_vectorizer(pickle::Value estimator);

}  // namespace alertsage::sklearn

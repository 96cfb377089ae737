// A fitted TfidfTransformer, by itself or inside a TfidfVectorizer: from counts to TF-IDF values.
#pragma once

#include <string>
#include <vector>

#include "core/format/joblib_document.hpp"
#include "core/model/settings.hpp"

namespace alertsage::sklearn {

struct Weighting {
  std::string version;  // of scikit-learn; may be empty
  bool sublinear_tf = false;
  bool use_idf = false;
  Norm norm = Norm::none;
  std::vector<double> idf;  // [terms]; all 1 without use_idf
  bool idf_in_f32 = true;   // all idf values are floats
  bool plain = false;       // of counts that stay counts
};

// The TfidfTransformer of a TfidfVectorizer. Its settings are what transform() obeys; the
// vectorizer's copies of them are for fit(). Throws Error (format) where there is none.
pickle::Value transformer_of(pickle::Value vectorizer);

// REQUIRES: `transformer` is a record. Throws Error: format, also where there are not as many idf
// values as terms; unsupported for a norm that we do not have.
Weighting read_weighting(const JoblibDocument& document, pickle::Value transformer,
                         std::size_t terms);

// Of a CountVectorizer without one.
Weighting plain_counts(std::size_t terms);

}  // namespace alertsage::sklearn

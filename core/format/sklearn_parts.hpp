// Where in what was saved the parts of a classifier are: each by itself, a Pipeline, or a dict,
// tuple or list that holds them, in one file or several.
#pragma once

#include <optional>

#include "core/format/joblib_document.hpp"

namespace alertsage::sklearn {

struct Part {
  const JoblibDocument* document;
  pickle::Value value;

  bool operator==(const Part& part) const noexcept {
    return document == part.document && value.id() == part.value.id();
  }
};

struct Parts {
  std::optional<Part> vectorizer;   // TfidfVectorizer or CountVectorizer
  std::optional<Part> transformer;  // TfidfTransformer, after a CountVectorizer
  std::optional<Part> classifier;
  std::optional<Part> label_encoder;          // of the classes that a classifier has as numbers
  bool pipeline_without_transformer = false;  // one that has a vectorizer and a classifier
};

// Adds what `document` holds, which has to live as long as `parts`. What is neither a part nor
// holds one (texts, numbers, arrays) is passed over. Throws Error: mismatch for a part that is
// there twice; unsupported for steps of a Pipeline in an order that nothing can go through, for
// steps that are no parts, and for containers that contain each other again and again; format.
// O(document).
void collect_parts(const JoblibDocument& document, Parts& parts);

}  // namespace alertsage::sklearn

// A loaded model: the bytes and the classifier that views them, as one object.
#pragma once

#include <variant>

#include "core/base/memory.hpp"
#include "core/model/classifier.hpp"

namespace alertsage {

// Immutable and thread-safe. Neither copied nor moved: classifiers point into it.
class Model {
 public:
  using Storage = std::variant<MappedFile, PageBuffer>;

  // Views the model file in `storage`. Throws what view_model throws.
  explicit Model(Storage storage);
  Model(const Model&) = delete;
  Model& operator=(const Model&) = delete;

  const Classifier& classifier() const noexcept { return classifier_; }
  Bytes bytes() const noexcept;  // the whole model file

 private:
  Storage storage_;
  Classifier classifier_;
};

}  // namespace alertsage

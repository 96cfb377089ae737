// A joblib file as inert data: a pickle, and the arrays whose raw bytes interrupt it
// (https://github.com/joblib/joblib/blob/1.5.3/joblib/numpy_pickle.py).
//
// Only the uncompressed container is read. joblib tells containers apart by their first bytes, and
// so do we, to refuse the others by name.
#pragma once

#include <vector>

#include "core/format/numpy_array.hpp"
#include "core/format/pickle.hpp"
#include "core/format/pickle_machine.hpp"

namespace alertsage {

class JoblibDocument {
 public:
  // Parses all of `file`, which the document and its values point into. Throws Error: unsupported
  // for a compressed file and for what the machine refuses; format.
  explicit JoblibDocument(Bytes file);
  JoblibDocument(const JoblibDocument&) = delete;
  JoblibDocument& operator=(const JoblibDocument&) = delete;

  Bytes file() const noexcept { return document_.input(); }
  pickle::Value root() const noexcept { return {document_, root_}; }

  // Throws Error (format) where `value` is no array.
  const numpy::Array& array(pickle::Value value) const { return arrays_[value.array()]; }

 private:
  // Each returns the offset where the array ends.
  std::uint64_t read_array(pickle::Value wrapper, std::uint64_t position);
  std::uint64_t read_raw(numpy::Array& array, pickle::Value wrapper) const;
  std::uint64_t read_objects(numpy::Array& array);

  pickle::Document document_;
  std::vector<numpy::Array> arrays_;
  pickle::NodeId root_ = 0;
};

}  // namespace alertsage

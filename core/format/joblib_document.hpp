// What joblib.dump or pickle.dump wrote, as inert data: a pickle, and where joblib wrote it the
// arrays whose raw bytes interrupt it
// (https://github.com/joblib/joblib/blob/1.5.3/joblib/numpy_pickle.py). Not compressed: see
// core/format/decompress.hpp.
#pragma once

#include <vector>

#include "core/format/numpy_array.hpp"
#include "core/format/pickle.hpp"
#include "core/format/pickle_machine.hpp"

namespace alertsage {

class JoblibDocument {
 public:
  // Parses all of `input`, which the document and its values point into. `source_bytes` is the size
  // of the file that it comes from, compressed or not. Throws Error: unsupported for what the
  // machine refuses; format.
  JoblibDocument(Bytes input, std::uint64_t source_bytes);
  explicit JoblibDocument(Bytes file) : JoblibDocument(file, file.size()) {}
  JoblibDocument(const JoblibDocument&) = delete;
  JoblibDocument& operator=(const JoblibDocument&) = delete;

  Bytes input() const noexcept { return document_.input(); }
  std::size_t references() const noexcept { return document_.references(); }
  pickle::Value root() const noexcept { return {document_, root_}; }

  // An array, whichever of the two wrote it; O(1) but in protocol 2, where pickle's bytes have to
  // be decoded. Throws Error (format, unsupported) where `value` is none.
  numpy::Array array(pickle::Value value) const;

 private:
  // Each returns the offset where the array ends.
  std::uint64_t read_array(pickle::Value wrapper, std::uint64_t position);
  std::uint64_t read_raw(numpy::Array& array, pickle::Value wrapper) const;
  std::uint64_t read_objects(numpy::Array& array);

  pickle::Document document_;
  std::vector<numpy::Array> arrays_;  // those that joblib wrote
  pickle::NodeId root_ = 0;
};

}  // namespace alertsage

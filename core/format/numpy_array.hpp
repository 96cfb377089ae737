// NumPy's arrays in a pickle: described by a record, held as raw bytes or as a list of objects.
// joblib writes the bytes between the pickle's opcodes, pickle writes them as part of it.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/format/numpy_dtype.hpp"
#include "core/format/pickle.hpp"

namespace alertsage::numpy {

// An array where it lies. Its bytes need not be aligned.
struct Array {
  static constexpr std::size_t kMaxRank = 4;

  DataType type = {};
  std::size_t rank = 0;
  std::array<std::uint64_t, kMaxRank> shape = {};
  bool fortran = false;                                      // the first index varies fastest
  std::uint64_t count = 0;                                   // of items
  std::uint64_t offset = 0;                                  // of its bytes in the file
  Bytes bytes = {};                                          // empty where the items are objects
  std::shared_ptr<const std::vector<std::byte>> owned = {};  // what `bytes` views, if not the file
  std::optional<pickle::Value> objects = std::nullopt;       // a list

  bool is(std::initializer_list<std::uint64_t> dimensions) const noexcept;
  std::string shape_text() const;  // "(10, 5000)"
  // An Error of kind format that is located here.
  Error error(std::string_view cause, std::string_view piece = {}) const;
};

// What joblib's wrapper says of the array that follows it; no bytes yet. Throws Error (format,
// unsupported), also where the number of bytes overflows.
Array described_array(pickle::Value wrapper);

// Of a record that pickle wrote: of numpy.core.multiarray._reconstruct, or of numpy.core.numeric.
// _frombuffer, which protocol 5 has. Throws Error (format, unsupported), also where the bytes are
// not as many as the shape says.
Array pickled_array(pickle::Value record);

// Makes `items`, a list of as many objects as the shape says, what the array holds. Throws Error
// (format).
void set_objects(Array& array, pickle::Value items);

// Throw Error (format) where the array is of another type or is not one-dimensional.
std::vector<double> reals(const Array& array);
std::vector<std::int64_t> integers(const Array& array);

// Where numbers go: `count` of them, to first, first + stride, …
struct Column {
  double* first;
  std::size_t stride;
  std::size_t count;
};

// Writes items `from` and on of row `row` of a two-dimensional array. REQUIRES: they are within the
// array, whose type is float32 or float64.
void copy_row(const Array& array, std::uint64_t row, std::uint64_t from, Column out);

}  // namespace alertsage::numpy

// NumPy's arrays in a joblib file: described by a record of the pickle, held as raw bytes or as a
// list of objects.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
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
  bool fortran = false;                                 // the first index varies fastest
  std::uint64_t count = 0;                              // of items
  std::uint64_t offset = 0;                             // of its bytes in the file
  Bytes bytes = {};                                     // empty where the items are objects
  std::optional<pickle::Value> objects = std::nullopt;  // a list

  bool is(std::initializer_list<std::uint64_t> dimensions) const noexcept;
  bool is_text() const noexcept { return objects || type.kind == DataType::Kind::text; }
  std::string shape_text() const;  // "(10, 5000)"
  // An Error of kind format that is located here.
  Error error(std::string_view cause, std::string_view piece = {}) const;
};

// What joblib's wrapper says of the array that follows it; no bytes yet. Throws Error (format,
// unsupported), also where the number of bytes overflows.
Array described_array(pickle::Value wrapper);

// The list of items in the pickle of an object array. Throws Error.
pickle::Value object_items(pickle::Value reconstructed);

// Throw Error (format) where the array is of another type or is not one-dimensional.
std::vector<double> reals(const Array& array);
std::vector<std::int64_t> integers(const Array& array);
// Names of classes: text, and integers and booleans as Python's str() writes them. Throws Error
// (unsupported) for other types.
std::vector<std::string> names(const Array& array);

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

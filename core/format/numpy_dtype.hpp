// NumPy's element types and scalars, as records of a pickle. Types are those that models have:
// booleans, integers, floats, text and objects, little-endian.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include "core/format/pickle.hpp"

namespace alertsage::numpy {

struct DataType {
  enum class Kind : std::uint8_t { boolean, signed_integer, unsigned_integer, real, text, object };
  Kind kind = Kind::object;
  std::uint32_t item_bytes = 1;  // never 0

  bool is_integer() const noexcept {
    return kind == Kind::signed_integer || kind == Kind::unsigned_integer;
  }
  bool operator==(const DataType&) const = default;
};
inline constexpr DataType kFloat32 = {DataType::Kind::real, 4};
inline constexpr DataType kFloat64 = {DataType::Kind::real, 8};

// From a record of numpy.dtype. Throws Error (format, unsupported).
DataType data_type(pickle::Value dtype);

// A number that need not be aligned.
template <typename Number>
Number load(const std::byte* at) noexcept {
  Number number;
  std::memcpy(&number, at, sizeof number);
  return number;
}

// REQUIRES: `type` is an integer type.
std::int64_t load_integer(DataType type, const std::byte* at) noexcept;

// The bytes that a record of _codecs.encode stands for, as pickle writes them before protocol 3.
// Throws Error (format).
std::vector<std::byte> latin1_bytes(pickle::Value encoded);

// A number, plain or a NumPy scalar, as a double. Throws Error (format) for anything else.
double real_number(pickle::Value value);

// Integers, plain or NumPy scalars. Remembers the type of the last scalar, because a vocabulary has
// a hundred thousand of one type.
class IntegerReader {
 public:
  // Throws Error (format) for anything else.
  std::int64_t operator()(pickle::Value value);

 private:
  pickle::NodeId type_id_ = 0;
  DataType type_ = {};
};

// The first `count` items of a tuple. Throws Error (format) where there are fewer.
std::vector<pickle::Value> first_items(pickle::Value tuple, std::size_t count);

}  // namespace alertsage::numpy

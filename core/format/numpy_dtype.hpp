// NumPy's element types, as records of a pickle, and items of them as bytes. Types are those that
// models have: booleans, integers, floats, text and objects, little-endian.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
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

// Text as arrays and scalars have it: UCS-4, padded with NULs, which numpy.str_ drops at the end.
// Nothing where a code point is none that Unicode has.
std::optional<std::string> utf8_of_ucs4(Bytes text);

// The first `count` items of a tuple. Throws Error (format) where there are fewer.
std::vector<pickle::Value> first_items(pickle::Value tuple, std::size_t count);

}  // namespace alertsage::numpy

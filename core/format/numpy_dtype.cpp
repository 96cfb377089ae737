#include "core/format/numpy_dtype.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>

#include "core/text/unicode.hpp"

namespace alertsage::numpy {
namespace {

using pickle::Global;
using pickle::Value;

// "f8": a letter for the kind and a size, in bytes, or in code points for text.
DataType parse_code(Value code) {
  const std::string_view text = code.text();
  std::uint32_t size = 0;
  const char* const end = text.data() + text.size();
  const bool sized = text.size() >= 2 && text.size() <= 9 &&
                     std::from_chars(text.data() + 1, end, size).ptr == end && size > 0;
  const bool number = size == 1 || size == 2 || size == 4 || size == 8;
  if (sized) {
    using Kind = DataType::Kind;
    if (text[0] == 'b' && size == 1) return {Kind::boolean, size};
    if (text[0] == 'i' && number) return {Kind::signed_integer, size};
    if (text[0] == 'u' && number) return {Kind::unsigned_integer, size};
    if (text[0] == 'f' && (size == 4 || size == 8)) return {Kind::real, size};
    if (text[0] == 'U') return {Kind::text, 4 * size};
    if (text[0] == 'O') return {Kind::object, size};
  }
  throw Error(ErrorKind::unsupported, "an element type that models do not use",
              {.offset = code.offset(), .piece = std::string(text)});
}

// A scalar's bytes, which are few.
std::size_t copy_bytes(Value value, std::span<std::byte> out) {
  std::vector<std::byte> decoded;
  Bytes bytes;
  if (value.is_record(Global::encode)) {
    decoded = latin1_bytes(value);
    bytes = decoded;
  } else {
    bytes = value.bytes();
  }
  if (bytes.size() <= out.size()) std::copy(bytes.begin(), bytes.end(), out.begin());
  return bytes.size();
}

}  // namespace

std::vector<std::byte> latin1_bytes(Value encoded) {
  const std::vector<Value> args = first_items(encoded.args(), 2);
  if (args[1].text() != "latin1")
    throw args[1].error("another encoding than latin1", args[1].text());
  std::string_view text = args[0].text();
  std::vector<std::byte> bytes;
  bytes.reserve(text.size());
  while (!text.empty()) {
    const CodePoint point = decode_utf8(text);
    if (point.value > 0xFF) throw encoded.error("bytes beyond Latin-1");
    bytes.push_back(static_cast<std::byte>(point.value));
    text.remove_prefix(point.size);
  }
  return bytes;
}

std::vector<Value> first_items(Value tuple, std::size_t count) {
  std::vector<Value> items;
  for (const Value item : tuple.items()) {
    if (items.size() == count) break;
    items.push_back(item);
  }
  if (items.size() < count) {
    throw tuple.error(fmt::format("expected {} items, found {}", count, items.size()));
  }
  return items;
}

DataType data_type(Value dtype) {
  if (!dtype.is_record(Global::dtype) || !dtype.state()) throw dtype.error("expected a dtype");
  const DataType type = parse_code(first_items(dtype.args(), 1)[0]);
  // (version, byte order, subarray, names, fields, item size, alignment, flags)
  const std::vector<Value> state = first_items(*dtype.state(), 5);
  const std::string_view order = state[1].text();
  if (order == ">") {
    throw Error(ErrorKind::unsupported, "big-endian numbers", {.offset = state[1].offset()});
  }
  if (order != "<" && order != "|" && order != "=") {
    throw state[1].error("not a byte order", order);
  }
  for (std::size_t i = 2; i < 5; ++i) {
    if (!state[i].is_none()) throw state[i].error("an element type with parts");
  }
  return type;
}

std::int64_t load_integer(DataType type, const std::byte* at) noexcept {
  if (type.kind == DataType::Kind::signed_integer) {
    if (type.item_bytes == 8) return load<std::int64_t>(at);
    if (type.item_bytes == 4) return load<std::int32_t>(at);
    if (type.item_bytes == 2) return load<std::int16_t>(at);
    return load<std::int8_t>(at);
  }
  std::uint64_t number = 0;
  std::memcpy(&number, at, type.item_bytes);
  return static_cast<std::int64_t>(number);
}

std::int64_t IntegerReader::operator()(Value value) {
  if (!value.is_record(Global::scalar)) return value.integer();
  if (value.args().kind() != pickle::Kind::pair) {
    throw value.error("a NumPy scalar is a type and bytes");
  }
  auto at = value.args().items().begin();
  const Value type = *at;
  const Value bytes = *++at;
  if (type.id() != type_id_) {
    type_ = data_type(type);
    type_id_ = type.id();
  }
  std::array<std::byte, 8> number;
  if (!type_.is_integer() || copy_bytes(bytes, number) != type_.item_bytes) {
    throw value.error("expected an integer, found another NumPy scalar");
  }
  return load_integer(type_, number.data());
}

double real_number(Value value) {
  if (value.kind() == pickle::Kind::integer) return static_cast<double>(value.integer());
  if (!value.is_record(Global::scalar)) return value.real();
  const std::vector<Value> args = first_items(value.args(), 2);
  const DataType type = data_type(args[0]);
  std::array<std::byte, 8> number;
  if (type.kind != DataType::Kind::real || copy_bytes(args[1], number) != type.item_bytes) {
    throw value.error("expected a float, found another NumPy scalar");
  }
  return type == kFloat32 ? static_cast<double>(load<float>(number.data()))
                          : load<double>(number.data());
}

}  // namespace alertsage::numpy

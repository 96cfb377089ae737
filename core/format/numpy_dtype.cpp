#include "core/format/numpy_dtype.hpp"

#include <fmt/format.h>

#include <charconv>

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

std::optional<std::string> utf8_of_ucs4(Bytes text) {
  std::size_t length = text.size() / 4;
  while (length > 0 && load<std::uint32_t>(text.data() + 4 * (length - 1)) == 0) --length;
  std::string utf8;
  for (std::size_t i = 0; i < length; ++i) {
    const auto code_point = load<std::uint32_t>(text.data() + 4 * i);
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
      return std::nullopt;
    }
    append_utf8(code_point, utf8);
  }
  return utf8;
}

}  // namespace alertsage::numpy

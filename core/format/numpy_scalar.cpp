#include "core/format/numpy_scalar.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>
#include <vector>

namespace alertsage::numpy {
namespace {

using pickle::Global;
using pickle::Kind;
using pickle::Value;

// What a record of numpy.core.multiarray.scalar is called with.
struct Scalar {
  Value type;
  Value bytes;
};

Scalar scalar_of(Value value) {
  const Value args = value.args();
  if (args.kind() != Kind::pair) throw value.error("a NumPy scalar is a type and bytes");
  auto at = args.items().begin();
  const Value type = *at;
  return {.type = type, .bytes = *++at};
}

// The bytes, or the Latin-1 text that protocol 2 has for them, which `decoded` then holds.
Bytes bytes_of(Value bytes, std::vector<std::byte>& decoded) {
  if (!bytes.is_record(Global::encode)) return bytes.bytes();
  decoded = latin1_bytes(bytes);
  return decoded;
}

// How many bytes a number has; as many as fit are copied.
std::size_t copy_number(Value value, std::span<std::byte> out) {
  std::vector<std::byte> decoded;
  const Bytes bytes = bytes_of(value, decoded);
  if (bytes.size() <= out.size()) std::copy(bytes.begin(), bytes.end(), out.begin());
  return bytes.size();
}

using Number = std::array<std::byte, 8>;

// The number in a scalar, of a type that `fits`.
template <typename Predicate>
DataType read_number(Value value, Number& number, std::string_view expected, Predicate fits) {
  const Scalar scalar = scalar_of(value);
  const DataType type = data_type(scalar.type);
  if (!fits(type) || copy_number(scalar.bytes, number) != type.item_bytes) {
    throw value.error(fmt::format("expected {}, found another NumPy scalar", expected));
  }
  return type;
}

}  // namespace

Kind plain_kind(Value value) {
  if (!value.is_record(Global::scalar)) return value.kind();
  switch (data_type(scalar_of(value).type).kind) {
    case DataType::Kind::boolean:
      return Kind::boolean;
    case DataType::Kind::signed_integer:
    case DataType::Kind::unsigned_integer:
      return Kind::integer;
    case DataType::Kind::real:
      return Kind::real;
    case DataType::Kind::text:
      return Kind::text;
    case DataType::Kind::object:
      break;
  }
  throw value.error("a NumPy scalar that is an object");
}

bool boolean(Value value) {
  if (!value.is_record(Global::scalar)) return value.boolean();
  Number number;
  read_number(value, number, "a boolean",
              [](DataType type) { return type.kind == DataType::Kind::boolean; });
  return number[0] != std::byte{0};
}

std::int64_t integer(Value value) {
  return IntegerReader()(value);
}

double real(Value value) {
  if (plain_kind(value) == Kind::integer) return static_cast<double>(integer(value));
  if (!value.is_record(Global::scalar)) return value.real();
  Number number;
  const DataType type = read_number(value, number, "a float",
                                    [](DataType of) { return of.kind == DataType::Kind::real; });
  return type == kFloat32 ? static_cast<double>(load<float>(number.data()))
                          : load<double>(number.data());
}

std::string text(Value value) {
  return TextReader()(value);
}

std::string TextReader::operator()(Value value) {
  if (!value.is_record(Global::scalar)) {
    const std::string_view text = value.text();
    value.check_text_size(bytes_ += text.size());
    return std::string(text);
  }
  const Scalar scalar = scalar_of(value);
  const DataType type = data_type(scalar.type);
  std::vector<std::byte> decoded;
  const Bytes bytes = bytes_of(scalar.bytes, decoded);
  value.check_text_size(bytes_ += bytes.size());  // not of the text: NULs are none of it
  if (type.kind != DataType::Kind::text || bytes.size() != type.item_bytes) {
    throw value.error("expected text, found another NumPy scalar");
  }
  if (std::optional<std::string> text = utf8_of_ucs4(bytes)) return *std::move(text);
  throw value.error("text with a code point that Unicode does not have");
}

std::int64_t IntegerReader::operator()(Value value) {
  if (!value.is_record(Global::scalar)) return value.integer();
  const Scalar scalar = scalar_of(value);
  if (scalar.type.id() != type_id_) {
    type_ = data_type(scalar.type);
    type_id_ = scalar.type.id();
  }
  Number number;
  if (!type_.is_integer() || copy_number(scalar.bytes, number) != type_.item_bytes) {
    throw value.error("expected an integer, found another NumPy scalar");
  }
  return load_integer(type_, number.data());
}

}  // namespace alertsage::numpy

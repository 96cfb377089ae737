#include "core/format/numpy_array.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "core/text/unicode.hpp"

namespace alertsage::numpy {
namespace {

using pickle::Global;
using pickle::Value;

// UCS-4, padded with NULs (numpy.str_ drops those at the end).
std::string text_at(const Array& array, const std::byte* at) {
  std::size_t length = array.type.item_bytes / 4;
  while (length > 0 && load<std::uint32_t>(at + 4 * (length - 1)) == 0) --length;
  std::string text;
  for (std::size_t i = 0; i < length; ++i) {
    const auto code_point = load<std::uint32_t>(at + 4 * i);
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
      throw array.error("text with a code point that Unicode does not have");
    }
    append_utf8(code_point, text);
  }
  return text;
}

std::string name_at(const Array& array, const std::byte* at) {
  if (array.type.kind == DataType::Kind::text) return text_at(array, at);
  if (array.type.kind == DataType::Kind::boolean) return *at == std::byte{0} ? "False" : "True";
  if (!array.type.is_integer()) {
    throw Error(ErrorKind::unsupported, "classes that are neither text nor integers",
                {.offset = array.offset});
  }
  return std::to_string(load_integer(array.type, at));
}

void expect_vector(const Array& array, bool right_type, std::string_view what) {
  if (array.rank != 1 || !right_type) {
    throw array.error(fmt::format("expected a one-dimensional array of {}, found shape {}", what,
                                  array.shape_text()));
  }
}

template <typename Real>
void copy_reals(const std::byte* from, std::size_t step, Column out) {
  for (std::size_t i = 0; i < out.count; ++i) {
    out.first[i * out.stride] = static_cast<double>(load<Real>(from + i * step));
  }
}

}  // namespace

bool Array::is(std::initializer_list<std::uint64_t> dimensions) const noexcept {
  return rank == dimensions.size() &&
         std::equal(dimensions.begin(), dimensions.end(), shape.begin());
}

std::string Array::shape_text() const {
  return fmt::format("({})", fmt::join(shape.begin(), shape.begin() + rank, ", "));
}

Error Array::error(std::string_view cause, std::string_view piece) const {
  return Error(ErrorKind::format, cause, {.offset = offset, .piece = std::string(piece)});
}

Array described_array(Value wrapper) {
  const Value state = wrapper.state().value();
  const auto field = [&](std::string_view name) {
    const std::optional<Value> value = state.find(name);
    if (!value) throw state.error("an array wrapper without a field", name);
    return *value;
  };
  if (field("subclass").global() != Global::ndarray) {
    throw field("subclass").error("an array that is no numpy.ndarray");
  }
  const std::string_view order = field("order").text();
  if (order != "C" && order != "F") throw field("order").error("not an order of an array", order);

  Array array = {.type = data_type(field("dtype")), .fortran = order == "F", .count = 1};
  for (const Value length : field("shape").items()) {
    if (array.rank == Array::kMaxRank) throw length.error("an array of more than 4 dimensions");
    if (length.integer() < 0) throw length.error("a negative length");
    array.shape[array.rank] = static_cast<std::uint64_t>(length.integer());
    if (__builtin_mul_overflow(array.count, array.shape[array.rank++], &array.count)) {
      throw length.error("an array of more than 2^64 items");
    }
  }
  return array;
}

Value object_items(Value reconstructed) {
  if (!reconstructed.is_record(Global::reconstruct) || !reconstructed.state()) {
    throw reconstructed.error("expected the pickle of an object array");
  }
  // (version, shape, dtype, whether in Fortran order, items)
  const Value items = first_items(*reconstructed.state(), 5)[4];
  if (items.kind() != pickle::Kind::list) throw items.error("expected a list of objects");
  return items;
}

std::vector<double> reals(const Array& array) {
  expect_vector(array, array.type.kind == DataType::Kind::real, "floats");
  std::vector<double> values(array.count);
  copy_row({.type = array.type, .rank = 2, .shape = {1, array.count}, .bytes = array.bytes}, 0, 0,
           {.first = values.data(), .stride = 1, .count = values.size()});
  return values;
}

std::vector<std::int64_t> integers(const Array& array) {
  expect_vector(array, array.type.is_integer(), "integers");
  std::vector<std::int64_t> values(array.count);
  const std::byte* at = array.bytes.data();
  for (std::int64_t& value : values) {
    value = load_integer(array.type, at);
    at += array.type.item_bytes;
  }
  return values;
}

std::vector<std::string> names(const Array& array) {
  expect_vector(array, true, "names");
  if (array.objects) {
    const std::vector<std::string_view> texts = array.objects->texts();
    return {texts.begin(), texts.end()};
  }
  std::vector<std::string> names;
  const std::byte* at = array.bytes.data();
  for (std::uint64_t i = 0; i < array.count; ++i, at += array.type.item_bytes) {
    names.push_back(name_at(array, at));
  }
  return names;
}

void copy_row(const Array& array, std::uint64_t row, std::uint64_t from, Column out) {
  const std::size_t size = array.type.item_bytes;
  const std::uint64_t index =
      array.fortran ? row + from * array.shape[0] : row * array.shape[1] + from;
  const std::size_t step = array.fortran ? size * array.shape[0] : size;
  const std::byte* const start = array.bytes.data() + index * size;
  if (array.type == kFloat32) {
    copy_reals<float>(start, step, out);
  } else {
    copy_reals<double>(start, step, out);
  }
}

}  // namespace alertsage::numpy

#include "core/format/numpy_array.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace alertsage::numpy {
namespace {

using pickle::Global;
using pickle::Value;

bool is_fortran(Value order) {
  const std::string_view text = order.text();
  if (text != "C" && text != "F") throw order.error("not an order of an array", text);
  return text == "F";
}

void set_shape(Array& array, Value shape) {
  array.count = 1;
  for (const Value length : shape.items()) {
    if (array.rank == Array::kMaxRank) throw length.error("an array of more than 4 dimensions");
    if (length.integer() < 0) throw length.error("a negative length");
    array.shape[array.rank] = static_cast<std::uint64_t>(length.integer());
    if (__builtin_mul_overflow(array.count, array.shape[array.rank++], &array.count)) {
      throw length.error("an array of more than 2^64 items");
    }
  }
}

void set_bytes(Array& array, Value bytes) {
  array.offset = bytes.offset();
  if (bytes.is_record(Global::encode)) {
    array.owned = std::make_shared<const std::vector<std::byte>>(latin1_bytes(bytes));
    array.bytes = *array.owned;
  } else {
    array.bytes = bytes.bytes();
  }
  std::uint64_t size = 0;
  if (__builtin_mul_overflow(array.count, array.type.item_bytes, &size) ||
      size != array.bytes.size()) {
    throw array.error(
        fmt::format("{} bytes for an array of shape {}", array.bytes.size(), array.shape_text()));
  }
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
  Array array = {.type = data_type(field("dtype")), .fortran = is_fortran(field("order"))};
  set_shape(array, field("shape"));
  return array;
}

Array pickled_array(Value record) {
  if (record.is_record(Global::from_buffer)) {
    const std::vector<Value> args = first_items(record.args(), 4);  // bytes, type, shape, order
    Array array = {.type = data_type(args[1]), .fortran = is_fortran(args[3])};
    set_shape(array, args[2]);
    set_bytes(array, args[0]);
    return array;
  }
  if (!record.is_record(Global::reconstruct) || !record.state()) {
    throw record.error("expected an array");
  }
  // (version, shape, type, whether in Fortran order, bytes or a list of objects)
  const std::vector<Value> state = first_items(*record.state(), 5);
  Array array = {.type = data_type(state[2]), .fortran = state[3].boolean()};
  set_shape(array, state[1]);
  if (array.type.kind == DataType::Kind::object) {
    set_objects(array, state[4]);
  } else {
    set_bytes(array, state[4]);
  }
  return array;
}

void set_objects(Array& array, Value items) {
  if (items.kind() != pickle::Kind::list) throw items.error("expected a list of objects");
  array.offset = items.offset();
  array.objects = items;
  if (items.items().size() != array.count) {
    throw array.error(fmt::format("{} objects in an array of shape {}", items.items().size(),
                                  array.shape_text()));
  }
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

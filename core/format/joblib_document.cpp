#include "core/format/joblib_document.hpp"

#include <fmt/format.h>

namespace alertsage {

using pickle::Machine;
using pickle::Value;

namespace {

// What describes an array is at least so long, where most of it is shared with other arrays.
constexpr std::size_t kBytesPerArray = 64;
constexpr std::size_t kFreeArrays = 4096;

}  // namespace

JoblibDocument::JoblibDocument(Bytes input, std::uint64_t source_bytes)
    : document_(input, source_bytes) {
  Machine machine(document_, 0);
  while (machine.run() == Machine::Pause::array) {
    if (arrays_.size() > kFreeArrays + input.size() / kBytesPerArray) {
      throw machine.top().error("more arrays than the file's size accounts for");
    }
    const std::uint64_t end = read_array(machine.top(), machine.position());
    machine.resume_after_array(arrays_.size() - 1, end);
  }
  root_ = machine.top().id();
  if (machine.position() != input.size()) {
    throw Error(ErrorKind::format, "bytes after the end of the pickle; one object a file is read",
                {.offset = machine.position()});
  }
}

numpy::Array JoblibDocument::array(Value value) const {
  return value.kind() == pickle::Kind::array ? arrays_[value.array()] : numpy::pickled_array(value);
}

std::uint64_t JoblibDocument::read_array(Value wrapper, std::uint64_t position) {
  numpy::Array array = numpy::described_array(wrapper);
  array.offset = position;
  const std::uint64_t end = array.type.kind == numpy::DataType::Kind::object
                                ? read_objects(array)
                                : read_raw(array, wrapper);
  arrays_.push_back(array);
  return end;
}

// Since joblib 1.2 a byte says how much padding follows it, so that the array is aligned.
std::uint64_t JoblibDocument::read_raw(numpy::Array& array, Value wrapper) const {
  const Bytes file = document_.input();
  const std::optional<Value> alignment = wrapper.state()->find("numpy_array_alignment_bytes");
  if (alignment && !alignment->is_none() && array.offset < file.size()) {
    const auto padding = std::to_integer<std::uint8_t>(file[array.offset]);
    if (padding > alignment->integer()) throw array.error("more padding than alignment needs");
    array.offset += 1 + padding;
  }
  std::uint64_t size = 0;
  if (__builtin_mul_overflow(array.count, array.type.item_bytes, &size) ||
      array.offset > file.size() || size > file.size() - array.offset) {
    throw array.error(fmt::format("the file ends within an array of shape {}", array.shape_text()));
  }
  array.bytes = file.subspan(array.offset, size);
  return array.offset + size;
}

// An object array is a pickle of its own, which joblib hands to Python's plain unpickler: an
// allow-list on joblib's own unpickler never sees its globals
// (https://github.com/joblib/joblib/issues/1795). Here the same machine reads it, and it may hold
// no arrays.
std::uint64_t JoblibDocument::read_objects(numpy::Array& array) {
  Machine machine(document_, array.offset);
  if (machine.run() == Machine::Pause::array) {
    throw array.error("an array within an object array");
  }
  const numpy::Array objects = numpy::pickled_array(machine.top());
  if (!objects.objects) throw array.error("expected the pickle of an object array");
  numpy::set_objects(array, *objects.objects);
  return machine.position();
}

}  // namespace alertsage

#include "core/format/joblib_document.hpp"

#include <fmt/format.h>

#include <string_view>

namespace alertsage {
namespace {

using pickle::Machine;
using pickle::Value;

struct Container {
  std::string_view first_bytes;
  std::string_view name;
};

// joblib's compressors (joblib/compressor.py), and the container of joblib before 0.10. None of
// these bytes starts a pickle.
constexpr Container kContainers[] = {{"\x78", "zlib"},
                                     {"\x1F\x8B", "gzip"},
                                     {"BZ", "bz2"},
                                     {"\xFD\x37\x7A\x58\x5A", "xz"},
                                     {{"\x5D\x00", 2}, "lzma"},
                                     {"\x04\x22\x4D\x18", "lz4"},
                                     {"ZF", "joblib before 0.10"}};

void refuse_compressed(Bytes file) {
  for (const Container& container : kContainers) {
    if (!as_text(file).starts_with(container.first_bytes)) continue;
    throw Error(ErrorKind::unsupported,
                fmt::format("compressed ({}); save it again with joblib.dump(…, compress=0)",
                            container.name),
                {.offset = 0});
  }
}

}  // namespace

JoblibDocument::JoblibDocument(Bytes file) : document_(file) {
  refuse_compressed(file);
  Machine machine(document_, 0);
  while (machine.run() == Machine::Pause::array) {
    const std::uint64_t end = read_array(machine.top(), machine.position());
    machine.resume_after_array(arrays_.size() - 1, end);
  }
  root_ = machine.top().id();
  if (machine.position() != file.size()) {
    throw Error(ErrorKind::format, "bytes after the end of the pickle",
                {.offset = machine.position()});
  }
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
  array.objects = numpy::object_items(machine.top());
  if (array.objects->items().size() != array.count) {
    throw array.error(fmt::format("{} objects in an array of shape {}",
                                  array.objects->items().size(), array.shape_text()));
  }
  return machine.position();
}

}  // namespace alertsage

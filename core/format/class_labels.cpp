#include "core/format/class_labels.hpp"

#include <fmt/format.h>

#include "core/model/label_names.hpp"
#include "core/text/unicode.hpp"

namespace alertsage::sklearn {
namespace {

using numpy::Array;
using numpy::DataType;
using pickle::Global;
using pickle::Kind;
using pickle::Value;

// UCS-4, padded with NULs (numpy.str_ drops those at the end).
std::string text_at(const Array& array, const std::byte* at) {
  std::size_t length = array.type.item_bytes / 4;
  while (length > 0 && numpy::load<std::uint32_t>(at + 4 * (length - 1)) == 0) --length;
  std::string text;
  for (std::size_t i = 0; i < length; ++i) {
    const auto code_point = numpy::load<std::uint32_t>(at + 4 * i);
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
      throw array.error("text with a code point that Unicode does not have");
    }
    append_utf8(code_point, text);
  }
  return text;
}

std::string name_at(const Array& array, const std::byte* at) {
  if (array.type.kind == DataType::Kind::text) return text_at(array, at);
  if (array.type.kind == DataType::Kind::boolean)
    return std::string(boolean_label(*at != std::byte{0}));
  if (array.type == DataType{DataType::Kind::unsigned_integer, 8}) {
    return std::to_string(numpy::load<std::uint64_t>(at));
  }
  return std::to_string(numpy::load_integer(array.type, at));
}

LabelType type_of(const Array& array) {
  if (array.type.kind == DataType::Kind::text) return LabelType::text;
  if (array.type.kind == DataType::Kind::boolean) return LabelType::boolean;
  if (array.type.is_integer()) return LabelType::integer;
  throw Error(ErrorKind::unsupported, "classes that are neither text nor integers nor booleans",
              {.offset = array.offset});
}

LabelType type_of(Value object) {
  if (object.kind() == Kind::text) return LabelType::text;
  if (object.kind() == Kind::boolean) return LabelType::boolean;
  if (object.kind() == Kind::integer || object.is_record(Global::scalar)) return LabelType::integer;
  throw Error(ErrorKind::unsupported, "a class that is neither text nor an integer nor a boolean",
              {.offset = object.offset(), .piece = std::string(name_of(object.kind()))});
}

ClassLabels labels_of_objects(Value objects) {
  ClassLabels labels;
  numpy::IntegerReader integer;
  std::size_t bytes = 0;
  for (const Value object : objects.items()) {
    const LabelType type = type_of(object);
    if (!labels.names.empty() && type != labels.type) {
      throw Error(ErrorKind::unsupported, "classes of several kinds", {.offset = object.offset()});
    }
    labels.type = type;
    switch (type) {
      case LabelType::text:
        labels.names.emplace_back(object.text());
        break;
      case LabelType::integer:
        labels.names.push_back(std::to_string(integer(object)));
        break;
      case LabelType::boolean:
        labels.names.emplace_back(boolean_label(object.boolean()));
        break;
    }
    bytes += labels.names.back().size();
    objects.check_text_size(bytes);
  }
  return labels;
}

}  // namespace

void check_class_count(const Array& classes) {
  if (classes.count <= kMostClasses) return;
  throw Error(ErrorKind::unsupported,
              fmt::format("more classes than {}: {}", kMostClasses, classes.count),
              {.offset = classes.offset});
}

void check_single_label(const Fields& binarizer) {
  const std::string_view target = binarizer.text("y_type_");
  if (target == "multiclass" || target == "binary") return;
  throw binarizer.error(ErrorKind::unsupported,
                        fmt::format("{} targets; one label a text is supported", printable(target)),
                        "y_type_");
}

ClassLabels class_labels(const Array& classes) {
  check_class_count(classes);
  if (classes.rank != 1) {
    throw classes.error(fmt::format("expected a one-dimensional array of classes, found shape {}",
                                    classes.shape_text()));
  }
  if (classes.objects) return labels_of_objects(*classes.objects);
  ClassLabels labels = {.names = {}, .type = type_of(classes)};
  const std::byte* at = classes.bytes.data();
  for (std::uint64_t i = 0; i < classes.count; ++i, at += classes.type.item_bytes) {
    labels.names.push_back(name_at(classes, at));
  }
  return labels;
}

}  // namespace alertsage::sklearn

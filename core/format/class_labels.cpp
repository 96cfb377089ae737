#include "core/format/class_labels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/format/numpy_scalar.hpp"
#include "core/model/label_names.hpp"

namespace alertsage::sklearn {
namespace {

using numpy::Array;
using numpy::DataType;
using pickle::Kind;
using pickle::Value;

std::string name_at(const Array& array, const std::byte* at) {
  if (array.type.kind == DataType::Kind::text) {
    if (std::optional<std::string> text = numpy::utf8_of_ucs4({at, array.type.item_bytes})) {
      return *std::move(text);
    }
    throw array.error("text with a code point that Unicode does not have");
  }
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
              {.offset = array.offset, .piece = "classes_"});
}

LabelType type_of(Value object) {
  const Kind kind = numpy::plain_kind(object);
  if (kind == Kind::text) return LabelType::text;
  if (kind == Kind::boolean) return LabelType::boolean;
  if (kind == Kind::integer) return LabelType::integer;
  throw Error(ErrorKind::unsupported, "a class that is neither text nor an integer nor a boolean",
              {.offset = object.offset(), .piece = std::string(name_of(kind))});
}

ClassLabels labels_of_items(const Array& classes) {
  ClassLabels labels = {.names = {}, .type = type_of(classes)};
  const std::byte* at = classes.bytes.data();
  for (std::uint64_t i = 0; i < classes.count; ++i, at += classes.type.item_bytes) {
    labels.names.push_back(name_at(classes, at));
  }
  return labels;
}

ClassLabels labels_of_objects(Value objects) {
  ClassLabels labels;
  numpy::IntegerReader integer;
  numpy::TextReader text;
  for (const Value object : objects.items()) {
    const LabelType type = type_of(object);
    if (!labels.names.empty() && type != labels.type) {
      throw Error(ErrorKind::unsupported, "classes of several kinds", {.offset = object.offset()});
    }
    labels.type = type;
    switch (type) {
      case LabelType::text:
        labels.names.push_back(text(object));
        break;
      case LabelType::integer:
        labels.names.push_back(std::to_string(integer(object)));
        break;
      case LabelType::boolean:
        labels.names.emplace_back(boolean_label(numpy::boolean(object)));
        break;
    }
  }
  return labels;
}

// To look for names without a hash table, which a file's author could fill with collisions.
std::vector<std::string_view> sorted(const std::vector<std::string>& names) {
  std::vector<std::string_view> views(names.begin(), names.end());
  std::sort(views.begin(), views.end());
  return views;
}

// As numbers of a LabelEncoder: nothing where one is none.
std::optional<std::vector<std::string>> decoded(const ClassLabels& labels,
                                                const std::vector<std::string>& classes) {
  std::vector<std::string> names;
  if (labels.type != LabelType::integer) return std::nullopt;
  for (const std::string& label : labels.names) {
    const auto number = integer_of_label<std::uint64_t>(label);
    if (!number || *number >= classes.size()) return std::nullopt;
    names.push_back(classes[*number]);
  }
  return names;
}

}  // namespace

void check_class_count(const Array& classes) {
  if (classes.count <= kMostClasses) return;
  throw Error(ErrorKind::unsupported,
              fmt::format("more classes than {}: {}", kMostClasses, classes.count),
              {.offset = classes.offset});
}

void check_single_label(const Fields& binarizer) {
  const std::string target = binarizer.text("y_type_");
  if (target == "multiclass" || target == "binary") return;
  throw binarizer.error(ErrorKind::unsupported,
                        fmt::format("{} targets; one label a text is supported", printable(target)),
                        "y_type_");
}

ClassLabels decoded_labels(const ClassLabels& labels, const ClassLabels& encoded) {
  const std::vector<std::string_view> classes = sorted(encoded.names);
  const bool plain =
      labels.type == encoded.type &&
      std::all_of(labels.names.begin(), labels.names.end(), [&](std::string_view name) {
        return std::binary_search(classes.begin(), classes.end(), name);
      });
  std::optional<std::vector<std::string>> names = decoded(labels, encoded.names);
  if (plain && names && *names != labels.names) {
    throw Error(
        ErrorKind::mismatch,
        "the classifier's classes may be the LabelEncoder's classes or its numbers; save the "
        "model without it");
  }
  if (plain) return labels;
  if (names) return {.names = *std::move(names), .type = encoded.type};
  throw Error(
      ErrorKind::mismatch,
      "the classifier's classes are neither the LabelEncoder's classes nor its numbers; save the "
      "model without it");
}

ClassLabels class_labels(const Array& classes) {
  check_class_count(classes);
  if (classes.rank != 1) {
    throw classes.error(fmt::format("expected a one-dimensional array of classes, found shape {}",
                                    classes.shape_text()));
  }
  ClassLabels labels =
      classes.objects ? labels_of_objects(*classes.objects) : labels_of_items(classes);
  const std::vector<std::string_view> names = sorted(labels.names);
  const auto twice = std::adjacent_find(names.begin(), names.end());
  if (twice != names.end()) throw classes.error("a class is there twice", *twice);
  return labels;
}

}  // namespace alertsage::sklearn

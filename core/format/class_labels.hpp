// The classes of a classifier, an array of NumPy, as labels of a model.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/format/numpy_array.hpp"
#include "core/format/sklearn_fields.hpp"
#include "core/model/settings.hpp"

namespace alertsage::sklearn {

struct ClassLabels {
  std::vector<std::string> names;  // integers and booleans as Python's str() writes them
  LabelType type = LabelType::text;
};

// Each class costs a string and a row, far more than the byte that it may be in a file.
inline constexpr std::uint64_t kMostClasses = 65'536;

// Throws Error (unsupported) where there are more than kMostClasses. O(1).
void check_class_count(const numpy::Array& classes);

// Throws Error (unsupported) where a LabelBinarizer was fitted to several labels a text, (format)
// where it does not say.
void check_single_label(const Fields& binarizer);

// Throws Error: unsupported for more than kMostClasses, for classes that are neither text nor
// integers nor booleans, or not all of one kind; format, also for a class that is there twice.
ClassLabels class_labels(const numpy::Array& classes);

// What a LabelEncoder with the classes `encoded` makes of the labels of a classifier: where they
// are its numbers, 0 to the count of its classes, its classes. Labels that are its classes
// themselves stay. Throws Error (mismatch) where they are neither, or may be both.
ClassLabels decoded_labels(const ClassLabels& labels, const ClassLabels& encoded);

}  // namespace alertsage::sklearn

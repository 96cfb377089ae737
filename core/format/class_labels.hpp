// The classes of a classifier, an array of NumPy, as labels of a model.
#pragma once

#include <string>
#include <vector>

#include "core/format/numpy_array.hpp"
#include "core/model/settings.hpp"

namespace alertsage::sklearn {

struct ClassLabels {
  std::vector<std::string> names;  // integers and booleans as Python's str() writes them
  LabelType type = LabelType::text;
};

// Throws Error: unsupported for classes that are neither text nor integers nor booleans, or not all
// of one kind; format.
ClassLabels class_labels(const numpy::Array& classes);

}  // namespace alertsage::sklearn

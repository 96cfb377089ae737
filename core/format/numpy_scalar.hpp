// Settings and values as scikit-learn has them: plain, or NumPy's scalars, which searches over
// parameters leave (numpy.int64 for int, numpy.bool_, numpy.float64, numpy.str_).
#pragma once

#include <cstdint>
#include <string>

#include "core/format/numpy_dtype.hpp"
#include "core/format/pickle.hpp"

namespace alertsage::numpy {

// The kind of what `value` stands for: of the number, truth value or text in a scalar, else its
// own. Throws Error (format, unsupported) for a scalar of another type.
pickle::Kind plain_kind(pickle::Value value);

// Throw Error (format) for any other kind.
bool boolean(pickle::Value value);
std::int64_t integer(pickle::Value value);
double real(pickle::Value value);  // of an integer too
std::string text(pickle::Value value);

// Many texts.
class TextReader {
 public:
  // Throws Error (format) for anything else; unsupported where all of them have more bytes than the
  // input: one text can be used again and again.
  std::string operator()(pickle::Value value);

 private:
  std::size_t bytes_ = 0;
};

// Many integers. Remembers the type of the last scalar, because a vocabulary has a hundred thousand
// of one type.
class IntegerReader {
 public:
  // Throws Error (format) for anything else.
  std::int64_t operator()(pickle::Value value);

 private:
  pickle::NodeId type_id_ = 0;
  DataType type_ = {};
};

}  // namespace alertsage::numpy

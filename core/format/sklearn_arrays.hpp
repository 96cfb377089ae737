// What the writers of scikit-learn's objects share.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/format/pickle_writer.hpp"
#include "core/model/settings.hpp"

namespace alertsage::sklearn {

inline constexpr std::string_view kVersion = "1.2.1";  // whose layout is written; Debian 12 has it
inline constexpr std::size_t kBatch = 1000;  // items a SETITEMS or APPENDS, as CPython writes them

inline void end_estimator(pickle::Writer& out) {
  out.field("_sklearn_version", kVersion);
  out.end_object();
}

inline std::string_view code_of(DType dtype) {
  return dtype == DType::f32 ? "f4" : "f8";
}

// `count` numbers, value(0) and on, in the model's dtype; a piece at a time.
template <typename Real, typename Value>
void write_numbers(pickle::Writer& out, std::size_t count, const Value& value) {
  std::array<Real, 4096> piece;
  for (std::size_t first = 0; first < count; first += piece.size()) {
    const std::size_t size = std::min(piece.size(), count - first);
    for (std::size_t i = 0; i < size; ++i) piece[i] = static_cast<Real>(value(first + i));
    out.raw(std::as_bytes(std::span(piece).first(size)));
  }
}

template <typename Value>
void write_reals(pickle::Writer& out, DType dtype, std::size_t count, const Value& value) {
  if (dtype == DType::f32) {
    write_numbers<float>(out, count, value);
  } else {
    write_numbers<double>(out, count, value);
  }
}

// The integers from 0 on.
inline void write_count(pickle::Writer& out, std::string_view name, std::size_t count) {
  const std::array shape = {std::uint64_t{count}};
  out.field(name);
  out.begin_array("i4", shape);
  write_numbers<std::int32_t>(out, count, [](std::size_t i) { return i; });
}

}  // namespace alertsage::sklearn

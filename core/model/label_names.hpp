// Labels that were integers or booleans, which a model has as text: there and back, for all that
// read or write them.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string_view>

namespace alertsage {

// As Python's str() writes it.
constexpr std::string_view boolean_label(bool value) noexcept {
  return value ? "True" : "False";
}

// Nothing where `label` is none, as in a damaged model; nor for an integer that does not fit into
// `Integer`: NumPy has signed and unsigned ones of 64 bits.
constexpr std::optional<bool> boolean_of_label(std::string_view label) noexcept {
  if (label == boolean_label(true)) return true;
  if (label == boolean_label(false)) return false;
  return std::nullopt;
}

template <typename Integer = std::int64_t>
std::optional<Integer> integer_of_label(std::string_view label) noexcept {
  Integer number = 0;
  const char* const end = label.data() + label.size();
  const auto [rest, problem] = std::from_chars(label.data(), end, number);
  return problem == std::errc() && rest == end ? std::optional(number) : std::nullopt;
}

}  // namespace alertsage

// Adding drawn pieces to a text, for the incident generator.
#pragma once

#include <fmt/format.h>

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "core/base/random.hpp"

namespace alertsage {

inline constexpr std::string_view kHexadecimal = "abcdef0123456789";  // six letters first

// One value at a time: the order in which a call's arguments draw would be the compiler's choice.
template <typename Value>
void append_format(std::string& text, fmt::format_string<const Value&> format, const Value& value) {
  fmt::format_to(std::back_inserter(text), format, value);
}

inline void append_lower(std::string_view word, std::string& text) {
  for (const char c : word) text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// `length` characters of `alphabet`, the first one of its first `letters`: a token that starts with
// a digit is none for AlertSage's token pattern.
inline void append_code(SplitMix64& random, std::string_view alphabet, std::uint32_t letters,
                        std::size_t length, std::string& text) {
  text += alphabet[random.below(letters)];
  for (std::size_t i = 1; i < length; ++i) {
    text += alphabet[random.below(static_cast<std::uint32_t>(alphabet.size()))];
  }
}

}  // namespace alertsage

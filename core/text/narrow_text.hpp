// A text as AlertSage's rules see it: lower-cased, one byte a character.
//
// Beyond ASCII a character is one of four things to those rules: white space, a decimal digit,
// another word character, or none of them; which one does not change by lower-casing (a test proves
// it). So one byte can stand for it, the rules compare bytes, and nothing is decoded twice. Two
// characters are lowered to ASCII: U+0130 to 'i' and U+0307, U+212A (the Kelvin sign) to 'k'.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace alertsage::narrow_text {

// What stands for a character beyond ASCII; white space becomes ' '.
inline constexpr char kForeignDigit = '\x80';
inline constexpr char kForeignWord = '\x81';
inline constexpr char kForeignOther = '\x82';

// `out` becomes the narrow form of `text`, which is UTF-8 (core/text/unicode.hpp) and does not lie
// in `out`. `out` is at most as long. O(text); allocates nothing once `out` has grown.
void narrow(std::string_view text, std::string& out);

// A set of characters, coarse where no rule asks: bit 0 is 'a', … bit 25 is 'z'. Every character
// but white space has one bit.
using Features = std::uint32_t;
inline constexpr Features kLetters = (1u << 26) - 1;
inline constexpr Features kAsciiDigits = 1u << 26;
inline constexpr Features kForeignDigits = 1u << 27;
inline constexpr Features kDot = 1u << 28;
inline constexpr Features kSlashes = 1u << 29;      // forward and backward
inline constexpr Features kOtherWords = 1u << 30;   // '_' and kForeignWord
inline constexpr Features kPunctuation = 1u << 31;  // all the rest

constexpr Features features_of_byte(unsigned byte) {
  if (byte - 'a' < 26) return 1u << (byte - 'a');
  if (byte - '0' < 10) return kAsciiDigits;
  if (byte == ' ' || byte - '\t' < 5 || byte - 0x1C < 4) return 0;
  switch (static_cast<char>(byte)) {
    case '.':
      return kDot;
    case '/':
    case '\\':
      return kSlashes;
    case '_':
    case kForeignWord:
      return kOtherWords;
    case kForeignDigit:
      return kForeignDigits;
    default:
      return kPunctuation;
  }
}

inline constexpr std::array<Features, 256> kFeatures = [] {
  std::array<Features, 256> features{};
  for (unsigned byte = 0; byte < 256; ++byte) features[byte] = features_of_byte(byte);
  return features;
}();

constexpr Features features_of(char c) {
  return kFeatures[static_cast<unsigned char>(c)];
}

constexpr Features features_of(std::string_view characters) {
  Features features = 0;
  for (const char c : characters) features |= features_of(c);
  return features;
}

constexpr bool is_one_of(char c, Features set) {
  return (features_of(c) & set) != 0;
}

// The classes of the rules' patterns: \s, \d, \w, [a-z] and [a-z0-9].
constexpr bool is_space(char c) {
  return features_of(c) == 0;
}
constexpr bool is_digit(char c) {
  return is_one_of(c, kAsciiDigits | kForeignDigits);
}
constexpr bool is_word(char c) {
  return is_one_of(c, kLetters | kAsciiDigits | kForeignDigits | kOtherWords);
}
constexpr bool is_letter(char c) {
  return is_one_of(c, kLetters);
}
constexpr bool is_alphanumeric(char c) {
  return is_one_of(c, kLetters | kAsciiDigits);
}

}  // namespace alertsage::narrow_text

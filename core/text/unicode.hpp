// UTF-8, lower-casing and character classes as Python 3.11 has them (Unicode 14.0.0): str.lower()
// (https://docs.python.org/3.11/library/stdtypes.html#str.lower) and \w, \s, \d of `re` on str.
// All functions are pure and thread-safe; ASCII takes no look-up in a table of Unicode.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace alertsage {

// What stands for bytes that are not UTF-8.
inline constexpr char32_t kReplacementCharacter = 0xFFFD;
// The one character whose lower case is two: 'i' and U+0307.
inline constexpr char32_t kCapitalIWithDotAbove = 0x130;

struct CodePoint {
  char32_t value;
  std::size_t size;  // in bytes, 1 to 4
};

// The first code point of `text`. Bytes that are not UTF-8 give one U+FFFD for each maximal subpart
// of a sequence, as bytes.decode('utf-8', 'replace') does (The Unicode Standard, 3.9, "U+FFFD
// Substitution of Maximal Subparts"): E2 82 41 is one U+FFFD and 'A', a surrogate is three.
// REQUIRES: !text.empty(). O(1).
inline CodePoint decode_utf8(std::string_view text) noexcept;

// REQUIRES: `code_point` is a Unicode scalar value.
void append_utf8(char32_t code_point, std::string& out);

// \w, \s and \d. O(1) for ASCII, else a binary search.
bool is_word(char32_t code_point) noexcept;
bool is_space(char32_t code_point) noexcept;  // U+001C to U+001F, U+0085 and U+00A0 among them
bool is_digit(char32_t code_point) noexcept;

// Whether the canonical combining class is another than 0; whether Unicode 14.0.0 has the
// character. O(1) for ASCII, else a binary search.
bool is_combining(char32_t code_point) noexcept;
bool is_assigned(char32_t code_point) noexcept;

// An ASCII letter in lower case; any other byte as it is.
constexpr char ascii_lower(char c) noexcept {
  const auto byte = static_cast<unsigned char>(c);
  return static_cast<char>(byte | (static_cast<unsigned char>(byte - 'A') < 26 ? 0x20 : 0));
}

// ascii_lower of each byte of `text` into `out`, which has room for as many. Returns whether all
// were ASCII.
bool lower_ascii(std::string_view text, char* out) noexcept;

// `out` becomes text.lower(): the full mapping and the final sigma.
// `out` is valid UTF-8 whatever `text` is, and at most three times as long. `text` must not lie in
// `out`. O(text); allocates nothing once `out` has grown.
void lower(std::string_view text, std::string& out);

// `out` becomes `text` with U+FFFD for what is no UTF-8. `text` must not lie in `out`. O(text);
// allocates nothing once `out` has grown.
void make_valid_utf8(std::string_view text, std::string& out);

CodePoint decode_multibyte(std::string_view text) noexcept;  // the rest of decode_utf8

inline CodePoint decode_utf8(std::string_view text) noexcept {
  const auto lead = static_cast<unsigned char>(text[0]);
  return lead < 0x80 ? CodePoint{lead, 1} : decode_multibyte(text);
}

}  // namespace alertsage

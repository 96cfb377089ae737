#include "core/text/unicode.hpp"

#include <utf8proc.h>

#include <algorithm>

#include "core/text/unicode_tables.hpp"

namespace alertsage {
namespace {

constexpr char32_t kCapitalSigma = 0x3A3;
constexpr char32_t kSmallSigma = 0x3C3;
constexpr char32_t kFinalSigma = 0x3C2;
constexpr char32_t kDotAbove = 0x307;

bool contains(unicode_tables::InversionList list, char32_t code_point) {
  return (std::upper_bound(list.begin(), list.end(), code_point) - list.begin()) % 2 != 0;
}

constexpr bool is_ascii_letter(char32_t c) {
  return (c | 0x20) - U'a' < 26;
}
constexpr bool is_ascii_digit(char32_t c) {
  return c - U'0' < 10;
}

constexpr unsigned char byte_at(std::string_view text, std::size_t i) {
  return static_cast<unsigned char>(text[i]);
}

constexpr bool is_continuation(unsigned char byte) {
  return (byte & 0xC0) == 0x80;
}

// What The Unicode Standard's table 3-7 says of a lead byte.
struct Sequence {
  std::size_t size;      // 0: no sequence starts with this byte
  unsigned char lowest;  // bounds of the second byte; the others are continuation bytes
  unsigned char highest;
};

constexpr Sequence sequence_of(unsigned char lead) {
  if (lead < 0xC2) return {0, 0, 0};
  if (lead < 0xE0) return {2, 0x80, 0xBF};
  if (lead == 0xE0) return {3, 0xA0, 0xBF};
  if (lead == 0xED) return {3, 0x80, 0x9F};
  if (lead < 0xF0) return {3, 0x80, 0xBF};
  if (lead == 0xF0) return {4, 0x90, 0xBF};
  if (lead < 0xF4) return {4, 0x80, 0xBF};
  if (lead == 0xF4) return {4, 0x80, 0x8F};
  return {0, 0, 0};
}

// Whether the last character of `before` that is not case-ignorable is cased.
// REQUIRES: `before` is valid UTF-8.
bool cased_at_end(std::string_view before) {
  while (!before.empty()) {
    std::size_t last = before.size() - 1;
    while (is_continuation(byte_at(before, last))) --last;
    const char32_t c = decode_utf8(before.substr(last)).value;
    if (!contains(unicode_tables::kCaseIgnorable, c)) return contains(unicode_tables::kCased, c);
    before.remove_suffix(before.size() - last);
  }
  return false;
}

bool cased_at_start(std::string_view after) {
  while (!after.empty()) {
    const CodePoint c = decode_utf8(after);
    if (!contains(unicode_tables::kCaseIgnorable, c.value)) {
      return contains(unicode_tables::kCased, c.value);
    }
    after.remove_prefix(c.size);
  }
  return false;
}

}  // namespace

CodePoint decode_multibyte(std::string_view text) noexcept {
  const unsigned char lead = byte_at(text, 0);
  const Sequence sequence = sequence_of(lead);
  if (sequence.size == 0 || text.size() < 2 || byte_at(text, 1) < sequence.lowest ||
      byte_at(text, 1) > sequence.highest) {
    return {kReplacementCharacter, 1};
  }
  char32_t value = lead & (0x7Fu >> sequence.size);
  for (std::size_t i = 1; i < sequence.size; ++i) {
    if (i == text.size() || !is_continuation(byte_at(text, i))) return {kReplacementCharacter, i};
    value = value << 6 | (byte_at(text, i) & 0x3Fu);
  }
  return {value, sequence.size};
}

void append_utf8(char32_t code_point, std::string& out) {
  const auto continuation = [&](int shift) {
    return static_cast<char>(0x80 | (code_point >> shift & 0x3F));
  };
  if (code_point < 0x80) {
    out += static_cast<char>(code_point);
  } else if (code_point < 0x800) {
    out += static_cast<char>(0xC0 | code_point >> 6);
    out += continuation(0);
  } else if (code_point < 0x10000) {
    out += static_cast<char>(0xE0 | code_point >> 12);
    out += continuation(6);
    out += continuation(0);
  } else {
    out += static_cast<char>(0xF0 | code_point >> 18);
    out += continuation(12);
    out += continuation(6);
    out += continuation(0);
  }
}

bool is_word(char32_t code_point) noexcept {
  if (code_point < 0x80) {
    return is_ascii_letter(code_point) || is_ascii_digit(code_point) || code_point == U'_';
  }
  return contains(unicode_tables::kWord, code_point);
}

bool is_space(char32_t code_point) noexcept {
  if (code_point < 0x80) {
    return code_point == U' ' || code_point - U'\t' < 5 || code_point - 0x1C < 4;
  }
  return contains(unicode_tables::kSpace, code_point);
}

bool is_digit(char32_t code_point) noexcept {
  if (code_point < 0x80) return is_ascii_digit(code_point);
  return contains(unicode_tables::kDigit, code_point);
}

bool is_combining(char32_t code_point) noexcept {
  return code_point >= 0x80 && contains(unicode_tables::kCombining, code_point);
}

bool is_assigned(char32_t code_point) noexcept {
  return code_point < 0x80 || contains(unicode_tables::kAssigned, code_point);
}

// No branch, so that the compiler makes vector instructions of it.
bool lower_ascii(std::string_view text, char* out) noexcept {
  unsigned char seen = 0;
  for (const char c : text) {
    *out++ = ascii_lower(c);
    seen |= static_cast<unsigned char>(c);
  }
  return seen < 0x80;
}

// Two mappings are not one code point to one: U+0130, and the sigma that depends on its neighbours.
// The way back and the way ahead from a sigma end at the next sigma at the latest, which is cased:
// no character is looked at more than twice. The way back runs over `out`, whose characters are as
// cased and as ignorable as those they come from.
void lower(std::string_view text, std::string& out) {
  out.resize(text.size());
  if (lower_ascii(text, out.data())) return;
  out.clear();
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text.substr(at));
    at += c.size;
    if (c.value == kCapitalSigma) {
      const bool final = cased_at_end(out) && !cased_at_start(text.substr(at));
      append_utf8(final ? kFinalSigma : kSmallSigma, out);
    } else if (c.value == kCapitalIWithDotAbove) {
      out += 'i';
      append_utf8(kDotAbove, out);
    } else {
      append_utf8(static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(c.value))),
                  out);
    }
  }
}

void make_valid_utf8(std::string_view text, std::string& out) {
  out.clear();
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text.substr(at));
    append_utf8(c.value, out);
    at += c.size;
  }
}

}  // namespace alertsage

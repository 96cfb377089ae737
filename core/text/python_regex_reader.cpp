#include "core/text/python_regex_reader.hpp"

#include <fmt/format.h>

#include <charconv>

#include "core/text/unicode.hpp"

namespace alertsage::python_regex {
namespace {

constexpr char32_t kLastCodePoint = 0x10FFFF;
constexpr char32_t kLastOctal = 0377;

bool is_octal(char32_t c) {
  return c >= U'0' && c <= U'7';
}
bool is_decimal(char32_t c) {
  return c >= U'0' && c <= U'9';
}

unsigned digit_value(char32_t c) {
  if (is_decimal(c)) return c - U'0';
  const char32_t letter = c | 0x20;
  return letter >= U'a' && letter <= U'f' ? letter - U'a' + 10 : 16;
}

std::string_view encoding_of_replacement() {
  return "\xEF\xBF\xBD";
}

Escape literal(char32_t c) {
  return {Escape::Kind::literal, c};
}

Escape read_hex(Reader& reader, std::size_t begin, std::size_t digits) {
  const std::string_view text = reader.take_digits(16, digits);
  if (text.size() < digits) {
    reader.malformed(fmt::format("pattern: an escape of fewer than {} digits", digits), begin);
  }
  const char32_t value = *number(text, 16);
  if (value > kLastCodePoint) reader.malformed("pattern: no code point", begin);
  if (value >= 0xD800 && value < 0xE000) reader.unsupported("pattern: a surrogate", begin);
  return literal(value);
}

Escape octal(Reader& reader, std::size_t begin) {
  const char32_t value = *number(reader.since(begin + 1), 8);
  if (value > kLastOctal) reader.malformed("pattern: an octal escape beyond \\377", begin);
  return literal(value);
}

// Outside of classes: three octal digits are a character, what starts with zero too, and anything
// else is the number of a group.
Escape read_digits(Reader& reader, std::size_t begin, char32_t first) {
  if (first == U'0') {
    reader.take_digits(8, 2);
    return octal(reader, begin);
  }
  if (is_decimal(reader.peek())) {
    const char32_t second = reader.take();
    if (is_octal(first) && is_octal(second) && is_octal(reader.peek())) {
      reader.take();
      return octal(reader, begin);
    }
  }
  return {Escape::Kind::reference, *number(reader.since(begin + 1), 10)};
}

}  // namespace

Reader::Reader(std::string_view pattern) : pattern_(pattern) {
  for (std::size_t at = 0; at < pattern.size();) {
    const CodePoint c = decode_utf8(pattern.substr(at));
    if (c.value == kReplacementCharacter &&
        pattern.substr(at, c.size) != encoding_of_replacement()) {
      at_ = at + c.size;
      malformed("pattern: not UTF-8", at);
    }
    at += c.size;
  }
}

char32_t Reader::peek() const noexcept {
  return at_ == pattern_.size() ? kEnd : decode_utf8(pattern_.substr(at_)).value;
}

char32_t Reader::take() noexcept {
  if (at_ == pattern_.size()) return kEnd;
  const CodePoint c = decode_utf8(pattern_.substr(at_));
  at_ += c.size;
  return c.value;
}

bool Reader::accept(char32_t c) noexcept {
  if (peek() != c) return false;
  take();
  return true;
}

std::string_view Reader::take_digits(unsigned base, std::size_t limit) noexcept {
  const std::size_t begin = at_;
  while (at_ - begin < limit && digit_value(peek()) < base) ++at_;
  return since(begin);
}

bool Reader::skip_past(char32_t end) {
  for (;;) {
    const std::size_t begin = at_;
    const char32_t c = take();
    if (c == kEnd) return false;
    if (c == end) return true;
    if (c == U'\\' && take() == kEnd) malformed("pattern: ends in a backslash", begin);
  }
}

void Reader::refuse(ErrorKind kind, std::string_view cause, std::size_t begin) const {
  throw Error(kind, cause, {.offset = begin, .piece = std::string(since(begin))});
}

std::optional<char32_t> number(std::string_view digits, int base) noexcept {
  std::uint32_t value = 0;
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

Escape read_escape(Reader& reader, std::size_t begin, bool in_class) {
  const char32_t c = reader.take();
  switch (c) {
    case kEnd:
      reader.malformed("pattern: ends in a backslash", begin);
    case U'a':
      return literal(U'\a');
    case U'f':
      return literal(U'\f');
    case U'n':
      return literal(U'\n');
    case U'r':
      return literal(U'\r');
    case U't':
      return literal(U'\t');
    case U'v':
      return literal(U'\v');
    case U'x':
      return read_hex(reader, begin, 2);
    case U'u':
      return read_hex(reader, begin, 4);
    case U'U':
      return read_hex(reader, begin, 8);
    case U'd':
    case U'D':
    case U's':
    case U'S':
    case U'w':
    case U'W':
      return {Escape::Kind::category, c};
    case U'A':
    case U'B':
    case U'Z':
      if (in_class) break;
      return {Escape::Kind::position, c};
    case U'b':
      return in_class ? literal(U'\b') : Escape{Escape::Kind::position, c};
    case U'N':
      reader.unsupported("pattern: a character by its name", begin);
    default:
      break;
  }
  if (is_decimal(c)) {
    if (!in_class) return read_digits(reader, begin, c);
    if (!is_octal(c)) reader.malformed("pattern: an escape that Python does not have", begin);
    reader.take_digits(8, 2);
    return octal(reader, begin);
  }
  const bool is_ascii_letter = (c | 0x20) - U'a' < 26;
  if (is_ascii_letter) reader.malformed("pattern: an escape that Python does not have", begin);
  return literal(c);
}

}  // namespace alertsage::python_regex

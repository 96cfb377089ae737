#include "core/text/narrow_text.hpp"

#include "core/text/unicode.hpp"

namespace alertsage::narrow_text {
namespace {

constexpr char32_t kKelvinSign = 0x212A;

char narrowed(char32_t code_point) {
  if (code_point < 0x80) return ascii_lower(static_cast<char>(code_point));
  if (code_point == kKelvinSign) return 'k';
  if (alertsage::is_digit(code_point)) return kForeignDigit;
  if (alertsage::is_word(code_point)) return kForeignWord;
  return alertsage::is_space(code_point) ? ' ' : kForeignOther;
}

}  // namespace

void narrow(std::string_view text, std::string& out) {
  out.resize(text.size());
  if (lower_ascii(text, out.data())) return;
  std::size_t size = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text.substr(at));
    at += c.size;
    if (c.value == kCapitalIWithDotAbove) {  // two bytes of UTF-8, so that there is room for both
      out[size++] = 'i';
      out[size++] = kForeignOther;
    } else {
      out[size++] = narrowed(c.value);
    }
  }
  out.resize(size);
}

}  // namespace alertsage::narrow_text

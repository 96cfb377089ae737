#include "reports/compare/text/markdown_text.hpp"

#include <limits>

#include "core/base/printable.hpp"

namespace alertsage::reports {
namespace {

// GitHub looks for @name and #123 in what it has rendered, where no backslash is left; a space
// without width after the sign is.
constexpr std::string_view kNoWidth = "&#8203;";

bool is_alphanumeric(char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z');
}

bool links(char sign, char next) {
  return sign == '@' ? is_alphanumeric(next) : sign == '#' && next >= '0' && next <= '9';
}

}  // namespace

std::string markdown_escaped(std::string_view text) {
  return markdown_of_printable(printable(text, std::numeric_limits<std::size_t>::max()));
}

// Angle brackets become entities, as a backslash before `<` does not stop every renderer from
// seeing a tag.
std::string markdown_of_printable(std::string_view text) {
  constexpr std::string_view kSpecial = "\\`*_[]|#~";
  std::string escaped;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char byte = text[i];
    if (byte == '<') {
      escaped += "&lt;";
    } else if (byte == '>') {
      escaped += "&gt;";
    } else if (byte == '&') {
      escaped += "&amp;";
    } else {
      if (kSpecial.find(byte) != std::string_view::npos) escaped += '\\';
      escaped += byte;
    }
    if (i + 1 < text.size() && links(byte, text[i + 1])) escaped += kNoWidth;
  }
  return escaped;
}

}  // namespace alertsage::reports

#include "core/base/printable.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace alertsage {
namespace {

// Length of the valid UTF-8 sequence at the start of `text` (RFC 3629), 0 where there is none.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(0);
  const std::size_t length = lead < 0x80                   ? 1
                             : lead >= 0xC2 && lead < 0xE0 ? 2
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
  if (length == 0 || length > text.size()) return 0;
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  if (length == 3 && ((lead == 0xE0 && byte(1) < 0xA0) || (lead == 0xED && byte(1) >= 0xA0)))
    return 0;
  if (length == 4 && ((lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) >= 0x90)))
    return 0;
  return length;
}

// REQUIRES: `sequence` is one valid UTF-8 sequence.
char32_t decoded(std::string_view sequence) {
  const auto lead = static_cast<unsigned char>(sequence[0]);
  if (sequence.size() == 1) return lead;
  char32_t c = lead & (0x7FU >> sequence.size());
  for (const char byte : sequence.substr(1)) c = c << 6 | (static_cast<unsigned char>(byte) & 0x3F);
  return c;
}

// Controls, line and paragraph separators, and what Unicode calls default ignorable and formats:
// joiners, marks of direction, fillers. Not the variation selectors, without which an emoji is
// another one.
bool is_unseen(char32_t c) {
  struct Range {
    char32_t first, last;
  };
  constexpr Range kUnseen[] = {
      {0x0000, 0x001F},   {0x007F, 0x009F},   {0x00AD, 0x00AD},   {0x034F, 0x034F},
      {0x061C, 0x061C},   {0x115F, 0x1160},   {0x17B4, 0x17B5},   {0x180B, 0x180F},
      {0x200B, 0x200F},   {0x2028, 0x202E},   {0x2060, 0x206F},   {0x3164, 0x3164},
      {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},   {0xFFF0, 0xFFFB},   {0x1BCA0, 0x1BCA3},
      {0x1D173, 0x1D17A}, {0xE0000, 0xE00FF}, {0xE01F0, 0xE0FFF},
  };
  return std::any_of(std::begin(kUnseen), std::end(kUnseen),
                     [c](const Range& range) { return c >= range.first && c <= range.last; });
}

// Terminals draw nothing below U+1100 in more than one column, and nothing in more than two.
std::size_t width(char32_t c) {
  constexpr char32_t kEllipsis = 0x2026;  // of shortened()
  return c < 0x1100 || c == kEllipsis ? 1 : 2;
}

std::string escaped(std::string_view bytes) {
  std::string out;
  for (const char byte : bytes) out += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
  return out;
}

}  // namespace

std::string printable(std::string_view text, std::size_t limit) {
  std::string out;
  std::size_t used = 0;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = utf8_length(text.substr(i));
    const std::string_view sequence = text.substr(i, length == 0 ? 1 : length);
    const bool as_it_is =
        length != 0 && !is_unseen(decoded(sequence)) && !text.substr(i).starts_with("\\x");
    const std::string shown = as_it_is ? std::string(sequence) : escaped(sequence);
    used += columns(shown);
    if (used > limit) return out + "...";
    out += shown;
    i += sequence.size();
  }
  return out;
}

std::size_t columns(std::string_view text) noexcept {
  std::size_t count = 0;
  while (!text.empty()) {
    const std::size_t length = std::max<std::size_t>(utf8_length(text), 1);
    count += width(decoded(text.substr(0, length)));
    text.remove_prefix(length);
  }
  return count;
}

std::string brief_list(std::span<const std::string> names, std::size_t most) {
  const std::size_t shown = std::min(names.size(), most);
  std::string text;
  for (std::size_t i = 0; i < shown; ++i) text += (i == 0 ? "" : ", ") + names[i];
  if (shown < names.size()) text += " and " + std::to_string(names.size() - shown) + " more";
  return text;
}

std::string shortened(std::string_view text, std::size_t most) {
  std::vector<std::size_t> starts;  // of characters
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0) != 0x80) starts.push_back(i);
  }
  if (starts.size() <= most) return std::string(text);
  const std::size_t after = (most - 1) / 2;
  const std::size_t before = most - 1 - after;
  return std::string(text.substr(0, starts[before])) + "…" +
         std::string(text.substr(starts[starts.size() - after]));
}

}  // namespace alertsage

#include "core/text/accents.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <span>

#include "core/text/unicode.hpp"

namespace alertsage {
namespace {

constexpr std::size_t kLongest = 32;  // characters of a decomposition; Unicode's longest has 18

// The compatibility decomposition of one character, in `room`. A newer Unicode than Python's knows
// more characters; to Python they are unassigned, and stay.
std::span<const utf8proc_int32_t> decompose(char32_t character,
                                            std::span<utf8proc_int32_t, kLongest> room) {
  room[0] = static_cast<utf8proc_int32_t>(character);
  if (!is_assigned(character)) return room.first(1);
  int boundary_class = 0;  // of no interest
  const utf8proc_ssize_t size = utf8proc_decompose_char(
      static_cast<utf8proc_int32_t>(character), room.data(),
      static_cast<utf8proc_ssize_t>(room.size()),
      static_cast<utf8proc_option_t>(UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT), &boundary_class);
  return room.first(size < 1 ? 1 : static_cast<std::size_t>(size));
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
}

template <typename Keep>
void strip(std::string_view text, std::string& out, Keep keep) {
  out.clear();
  if (is_ascii(text)) {
    out = text;
    return;
  }
  std::array<utf8proc_int32_t, kLongest> room;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text.substr(at));
    at += c.size;
    if (c.value < 0x80) {
      out += static_cast<char>(c.value);
      continue;
    }
    for (const utf8proc_int32_t part : decompose(c.value, room)) {
      if (keep(static_cast<char32_t>(part))) append_utf8(static_cast<char32_t>(part), out);
    }
  }
}

}  // namespace

void strip_accents_ascii(std::string_view text, std::string& out) {
  strip(text, out, [](char32_t c) { return c < 0x80; });
}

void strip_accents_unicode(std::string_view text, std::string& out) {
  strip(text, out, [](char32_t c) { return !is_combining(c); });
}

}  // namespace alertsage

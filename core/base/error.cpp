#include "core/base/error.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <utility>

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

bool is_control(std::string_view sequence) {
  const auto lead = static_cast<unsigned char>(sequence[0]);
  if (sequence.size() == 1) return lead < 0x20 || lead == 0x7F;
  return lead == 0xC2 && static_cast<unsigned char>(sequence[1]) < 0xA0;  // C1 controls
}

std::string message(std::string_view cause, const ErrorPlace& place) {
  std::string text;
  if (!place.file.empty()) text += printable(place.file, 4096) + ": ";
  if (place.offset) text += fmt::format("at byte {}: ", *place.offset);
  text += cause;
  if (!place.piece.empty()) text += fmt::format(": '{}'", printable(place.piece));
  return text;
}

}  // namespace

std::string printable(std::string_view text, std::size_t limit) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (out.size() >= limit) return out + "...";
    const std::size_t length = utf8_length(text.substr(i));
    const std::string_view sequence = text.substr(i, length == 0 ? 1 : length);
    if (length == 0 || is_control(sequence)) {
      for (const char c : sequence) out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    } else {
      out += sequence;
    }
    i += sequence.size();
  }
  return out;
}

Error::Error(ErrorKind kind, std::string_view cause, ErrorPlace place)
    : std::runtime_error(message(cause, place)),
      kind_(kind),
      cause_(cause),
      place_(std::move(place)) {}

Error Error::in_file(std::string_view file) const {
  ErrorPlace place = place_;
  if (place.file.empty()) place.file = file;
  return Error(kind_, cause_, std::move(place));
}

Error system_error(std::string_view action, std::string_view file, int error_number) {
  const bool absent = error_number == ENOENT || error_number == ENOTDIR;
  return Error(absent ? ErrorKind::not_found : ErrorKind::io,
               fmt::format("cannot {}: {}", action, std::strerror(error_number)),
               {.file = std::string(file)});
}

}  // namespace alertsage

#include "core/base/error.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace alertsage {
namespace {

std::string message(std::string_view cause, const ErrorPlace& place) {
  std::string text;
  if (!place.file.empty()) text += printable(place.file, 4096) + ": ";
  if (place.offset) text += fmt::format("at byte {}: ", *place.offset);
  text += cause;
  if (!place.piece.empty()) text += fmt::format(": '{}'", printable(place.piece));
  return text;
}

}  // namespace

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

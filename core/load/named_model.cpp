#include "core/load/named_model.hpp"

#include "core/base/error.hpp"

namespace alertsage {

NamedModel parse_named_model(std::string_view argument) {
  const std::size_t at = argument.find('=');
  if (at == 0 || at == std::string_view::npos || at + 1 == argument.size() ||
      argument.find('/') < at) {
    throw Error(ErrorKind::usage, "a model is named NAME=PATH, without a slash in the name",
                {.piece = std::string(argument)});
  }
  return {.name = std::string(argument.substr(0, at)), .path = argument.substr(at + 1)};
}

}  // namespace alertsage

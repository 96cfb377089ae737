#include "core/load/named_model.hpp"

#include <algorithm>
#include <utility>

#include "core/base/error.hpp"

namespace alertsage {

NamedModel parse_named_model(std::string_view argument) {
  const std::size_t at = argument.find('=');
  const std::string_view name = argument.substr(0, at);
  if (at == std::string_view::npos || at + 1 == argument.size() || name.empty() || name == "." ||
      name == ".." || name.find('/') != std::string_view::npos) {
    throw Error(ErrorKind::usage, "a model is named NAME=PATH, without a slash in the name",
                {.piece = std::string(argument)});
  }
  return {.name = std::string(name), .path = argument.substr(at + 1)};
}

std::vector<NamedModel> parse_named_models(std::span<const std::string> arguments) {
  std::vector<NamedModel> models;
  for (const std::string& argument : arguments) {
    NamedModel model = parse_named_model(argument);
    const auto same = [&](const NamedModel& other) { return other.name == model.name; };
    if (std::any_of(models.begin(), models.end(), same)) {
      throw Error(ErrorKind::usage, "two models of one name", {.piece = argument});
    }
    models.push_back(std::move(model));
  }
  return models;
}

}  // namespace alertsage

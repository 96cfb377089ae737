// NAME=PATH, as the instruments take models: the name goes into row names.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace alertsage {

struct NamedModel {
  std::string name;
  std::filesystem::path path;
};

// Throws Error (usage) for anything else, and for a name that is no file name.
NamedModel parse_named_model(std::string_view argument);

// Throws Error (usage), also where two have one name: their rows could not be told apart.
std::vector<NamedModel> parse_named_models(std::span<const std::string> arguments);

}  // namespace alertsage

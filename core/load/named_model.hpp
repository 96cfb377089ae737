// NAME=PATH, as the instruments take models: the name goes into row names.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace alertsage {

struct NamedModel {
  std::string name;
  std::filesystem::path path;
};

// Throws Error (usage) for anything else, and for a name with a slash.
NamedModel parse_named_model(std::string_view argument);

}  // namespace alertsage

// A shared object that the dynamic loader is to load into a program before all others.
#pragma once

#include <filesystem>
#include <string>
#include <utility>

namespace alertsage::probe {

// The variable for the program's environment, LD_PRELOAD, which keeps what this process has in it
// already. Throws Error (environment) where that cannot hold the object's path, because it has a
// space or a colon in it.
std::pair<std::string, std::string> preload(const std::filesystem::path& object);

}  // namespace alertsage::probe

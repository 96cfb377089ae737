// A command as the launcher is told about it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "bench/probe/launcher.hpp"

namespace alertsage::probe {

// What of a command depends on the process that asks for it: the program found, paths made
// absolute, the environment put together as NAME=value.
struct ResolvedCommand {
  std::filesystem::path program;
  std::filesystem::path directory;
  std::filesystem::path stdin_file;
  std::vector<std::string> variables;
};

// Throws Error: not_found for the program; usage for none at all or a `=` in a variable's name.
ResolvedCommand resolve(const Command& command);

// The Request and its strings (bench/probe/launcher_protocol.hpp): of the command,
// resolved. Throws Error as Launcher::run does.
std::string request_for(const Command& command);

}  // namespace alertsage::probe

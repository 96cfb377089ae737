// A command as the launcher is told about it.
#pragma once

#include <filesystem>
#include <string>

#include "bench/probe/launcher.hpp"

namespace alertsage::probe {

// The Request and its strings (bench/probe/launcher_protocol.hpp): the program found, paths made
// absolute, the environment put together. Throws Error as Launcher::run does.
std::string request_for(const Command& command);

// Whether it is a regular file that this process may run.
bool is_program(const std::filesystem::path& candidate);

}  // namespace alertsage::probe

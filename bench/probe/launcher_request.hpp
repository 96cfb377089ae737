// A command as the launcher is told about it.
#pragma once

#include <string>

#include "bench/probe/launcher.hpp"

namespace alertsage::probe {

// The Request and its strings (bench/probe/launcher_protocol.hpp): the program found, paths made
// absolute, the environment put together. Throws Error as Launcher::run does.
std::string request_for(const Command& command);

}  // namespace alertsage::probe

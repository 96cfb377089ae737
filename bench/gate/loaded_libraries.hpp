// The shared objects that a program starts with.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "bench/probe/launcher.hpp"

namespace alertsage::gate {

// Names and contents of the libraries that the dynamic loader would load for this program and what
// they need, as text; of one that is not found its name. Empty for a static program; nothing where
// ldd(1), which is asked, is not there. Throws Error (io) where a library cannot be read;
// probe::Interrupted.
std::optional<std::string> loaded_libraries(const std::filesystem::path& program,
                                            probe::Launcher& launcher);

}  // namespace alertsage::gate

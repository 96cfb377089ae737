// The project's programs find each other: they are built into one directory, and installed in two.
#pragma once

#include <filesystem>
#include <string_view>

namespace alertsage::probe {

// The program `name` beside the running one, or in ../libexec/alertsage from there. Throws Error
// (not_found), naming both places.
std::filesystem::path sibling_program(std::string_view name);
std::filesystem::path sibling_program(std::string_view name,
                                      const std::filesystem::path& program_directory);

// A regular file that this process may execute.
bool is_program(const std::filesystem::path& candidate);

}  // namespace alertsage::probe

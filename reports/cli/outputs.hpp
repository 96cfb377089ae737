// Where a subcommand writes, and that it is not where it reads.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace alertsage::reports {

inline constexpr std::string_view kStdout = "-";

// To that file, whole or not at all, or to standard output.
void write_output(const std::string& destination, std::string_view text);

// Throws Error (usage) where an output is a regular file that is read, by whatever name.
void refuse_outputs_that_are_read(std::span<const std::string> outputs,
                                  std::span<const std::filesystem::path> files);

}  // namespace alertsage::reports

// Files of /proc, /sys and /etc that may be absent or unreadable, which is no error here.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace alertsage::probe {

// The whole file; nothing where it cannot be read.
std::optional<std::string> read_if_there(const std::filesystem::path& path);

// Its first line, without blanks at either end; nothing also where that is empty.
std::optional<std::string> read_line(const std::filesystem::path& path);

// `text` without blanks and line ends at either end.
std::string_view trim(std::string_view text) noexcept;

}  // namespace alertsage::probe

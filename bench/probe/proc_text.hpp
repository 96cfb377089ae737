// The `Key:  value kB` files of /proc, read without allocating, so that looking at memory does not
// change it. All functions are thread-safe.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace alertsage::probe {

// The file without its lines of more than 255 characters (/proc/PID/status has one, with all groups
// of the user), as much as `buffer` holds; empty where it cannot be read.
std::string_view read_proc_file(const char* path, std::span<char> buffer) noexcept;

// The number on the line that starts with `key` and a colon, in bytes where the line ends in `kB`
// (which means KiB, proc(5)). Nothing where there is no such line.
std::optional<std::uint64_t> proc_number(std::string_view text, std::string_view key) noexcept;

}  // namespace alertsage::probe

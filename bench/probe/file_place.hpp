// Where a file lies: file system, device, and what of these decides how it is read.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/file.hpp"

namespace alertsage::probe {

struct FilePlace {
  std::optional<std::string> file_system;      // "ext4", as mountinfo names it
  std::optional<std::string> device;           // "/dev/sda1", or what the file system calls it
  std::optional<std::uint64_t> read_ahead_kb;  // in KiB; 0 is a device without read-ahead
  std::optional<bool> dax;  // whether this file bypasses the page cache (statx(2), STATX_ATTR_DAX)
};

// Throws Error (io) where the open file cannot be asked.
FilePlace place_of(const FileDescriptor& file, const std::filesystem::path& path);

// The mount numbered `id` in the text of a /proc/PID/mountinfo (proc(5)).
struct Mount {
  std::string file_system;
  std::string source;
};
std::optional<Mount> find_mount(std::string_view mountinfo, std::uint64_t id);

}  // namespace alertsage::probe

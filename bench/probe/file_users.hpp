// Who has a file mapped. The page cache keeps mapped pages whatever it is advised, so a daemon that
// holds a model makes every other process's cold start warm.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>

#include "core/base/file.hpp"

namespace alertsage::probe {

struct FileUser {
  pid_t process = 0;
  std::string name;  // as /proc/PID/comm has it
};

enum class Scope { this_process, all_processes };

// The calling process if it has the file mapped; else, within `Scope::all_processes`, the first
// other one whose mappings this user may read. O(mappings of the scope). Throws Error (io) where
// the file cannot be mapped to see how it is listed.
// REQUIRES: the file is not empty.
std::optional<FileUser> find_user_of(const FileDescriptor& file, const std::filesystem::path& path,
                                     Scope scope);

}  // namespace alertsage::probe

// Who has a file mapped. The page cache keeps mapped pages whatever it is advised, so a daemon that
// holds a model makes every other process's cold start warm.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <unordered_map>

#include "core/base/file.hpp"

namespace alertsage::probe {

struct FileUser {
  pid_t process = 0;
  std::string name;  // as /proc/PID/comm has it
};

// The device and inode by which maps files list this file. Throws Error (io) where it cannot be
// mapped to see how it is listed.
// REQUIRES: the file is not empty.
std::string maps_key_of(const FileDescriptor& file, const std::filesystem::path& path);

enum class Scope { this_process, all_processes };

// One look at which files are mapped by whom, to ask about any number of files: as dear as all
// mappings of the scope (a millisecond for a hundred processes), and only a moment's truth.
// Immutable, so thread-safe.
class FileUsers {
 public:
  explicit FileUsers(Scope scope);

  // The calling process if it has the file mapped; else, within `Scope::all_processes`, another one
  // whose mappings this user may read.
  std::optional<FileUser> find(const std::string& maps_key) const;

 private:
  void add(pid_t process, const std::filesystem::path& directory);

  std::unordered_map<std::string, FileUser> first_users_;
};

}  // namespace alertsage::probe

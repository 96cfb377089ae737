#include "bench/probe/file_users.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <sstream>
#include <string_view>

#include "bench/probe/optional_file.hpp"
#include "core/base/error.hpp"

namespace alertsage::probe {
namespace {

// `DEVICE INODE` of a line `BEGIN-END PERMISSIONS OFFSET DEVICE INODE PATH` (proc(5)); the inode is
// 0 where no file is mapped.
std::string_view key_in(std::string_view line) {
  for (int field = 0; field < 3; ++field) line.remove_prefix(line.find(' ') + 1);
  return line.substr(0, line.find(' ', line.find(' ') + 1));
}

std::optional<pid_t> process_number(const std::filesystem::path& directory) {
  const std::string name = directory.filename();
  pid_t number = 0;
  const char* end = name.data() + name.size();
  const auto parsed = std::from_chars(name.data(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return number;
}

}  // namespace

// Seen, not computed from stat(2): on btrfs and overlayfs the two name different devices. So one
// page is mapped and looked up by its address.
std::string maps_key_of(const FileDescriptor& file, const std::filesystem::path& path) {
  void* address = ::mmap(nullptr, 1, PROT_READ, MAP_SHARED, file.get(), 0);
  if (address == MAP_FAILED) throw system_error("map", path.native(), errno);
  std::istringstream maps(read_if_there("/proc/self/maps").value_or(""));
  ::munmap(address, 1);
  const std::string start = fmt::format("{:08x}-", reinterpret_cast<std::uintptr_t>(address));
  for (std::string line; std::getline(maps, line);) {
    if (line.starts_with(start)) return std::string(key_in(line));
  }
  throw Error(ErrorKind::environment, "its mapping is not listed in /proc/self/maps",
              {.file = path.native()});
}

FileUsers::FileUsers(Scope scope) {
  add(::getpid(), "/proc/self");
  if (scope == Scope::this_process) return;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    if (const auto process = process_number(entry.path())) add(*process, entry.path());
  }
}

void FileUsers::add(pid_t process, const std::filesystem::path& directory) {
  std::istringstream maps(read_if_there(directory / "maps").value_or(""));
  const FileUser user = {.process = process, .name = read_line(directory / "comm").value_or("?")};
  for (std::string line; std::getline(maps, line);) {
    first_users_.emplace(key_in(line), user);
  }
}

std::optional<FileUser> FileUsers::find(const std::string& maps_key) const {
  const auto found = first_users_.find(maps_key);
  if (found == first_users_.end()) return std::nullopt;
  return found->second;
}

}  // namespace alertsage::probe

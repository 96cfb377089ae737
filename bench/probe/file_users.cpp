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

// ` DEVICE INODE` of a line `BEGIN-END PERMISSIONS OFFSET DEVICE INODE PATH` (proc(5)), followed by
// a blank where a path follows, which is always so for a file.
std::string_view file_field(std::string_view line) {
  std::size_t begin = 0;
  for (int blank = 0; blank < 3; ++blank) begin = line.find(' ', begin + 1);
  const std::size_t device_end = line.find(' ', begin + 1);
  return line.substr(begin, line.find(' ', device_end + 1) + 1 - begin);
}

// The field by which maps files list this file. Seen, not computed from stat(2): on btrfs and
// overlayfs the two name different devices. So one page is mapped and looked up by its address.
std::string field_of(const FileDescriptor& file, const std::filesystem::path& path) {
  void* address = ::mmap(nullptr, 1, PROT_READ, MAP_SHARED, file.get(), 0);
  if (address == MAP_FAILED) throw system_error("map", path.native(), errno);
  std::istringstream maps(read_if_there("/proc/self/maps").value_or(""));
  ::munmap(address, 1);
  const std::string start = fmt::format("{:08x}-", reinterpret_cast<std::uintptr_t>(address));
  for (std::string line; std::getline(maps, line);) {
    if (line.starts_with(start)) return std::string(file_field(line));
  }
  throw Error(ErrorKind::environment, "its mapping is not listed in /proc/self/maps",
              {.file = path.native()});
}

bool lists(const std::filesystem::path& process, const std::string& field) {
  const auto maps = read_if_there(process / "maps");
  return maps && maps->find(field) != std::string::npos;
}

std::optional<pid_t> process_number(const std::filesystem::path& directory) {
  const std::string name = directory.filename();
  pid_t number = 0;
  const char* end = name.data() + name.size();
  const auto parsed = std::from_chars(name.data(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end) return std::nullopt;
  return number;
}

FileUser user(pid_t process, const std::filesystem::path& directory) {
  return {.process = process, .name = read_line(directory / "comm").value_or("?")};
}

}  // namespace

std::optional<FileUser> find_user_of(const FileDescriptor& file, const std::filesystem::path& path,
                                     Scope scope) {
  const std::string field = field_of(file, path);
  if (lists("/proc/self", field)) return user(::getpid(), "/proc/self");
  if (scope == Scope::this_process) return std::nullopt;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    const auto process = process_number(entry.path());
    if (process && lists(entry.path(), field)) return user(*process, entry.path());
  }
  return std::nullopt;
}

}  // namespace alertsage::probe

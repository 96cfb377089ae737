#include "bench/probe/file_place.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <cerrno>
#include <charconv>
#include <sstream>

#include "bench/probe/optional_file.hpp"
#include "core/base/error.hpp"

namespace alertsage::probe {
namespace {

template <typename Number>
std::optional<Number> parse(std::string_view text) {
  Number number{};
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc()) return std::nullopt;
  return number;
}

// A partition has no queue of its own: its disk, one directory up behind the symbolic link, has it.
// File systems without a block device of their own (btrfs, NFS) have it under their bdi.
std::optional<std::uint64_t> read_ahead_of(unsigned major, unsigned minor) {
  for (const char* place :
       {"/sys/dev/block/{}:{}/queue/read_ahead_kb", "/sys/dev/block/{}:{}/../queue/read_ahead_kb",
        "/sys/class/bdi/{}:{}/read_ahead_kb"}) {
    if (const auto text = read_line(fmt::format(fmt::runtime(place), major, minor))) {
      return parse<std::uint64_t>(*text);
    }
  }
  return std::nullopt;
}

// mountinfo writes space, tab, newline and backslash as \ and three octal digits.
std::string unescape(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view digits = text.substr(i + 1, 3);
    unsigned code = 0;
    const auto parsed = std::from_chars(digits.data(), digits.data() + digits.size(), code, 8);
    const bool escaped = text[i] == '\\' && parsed.ptr == digits.data() + 3;
    out += escaped ? static_cast<char>(code) : text[i];
    if (escaped) i += 3;
  }
  return out;
}

}  // namespace

std::optional<Mount> find_mount(std::string_view mountinfo, std::uint64_t id) {
  std::istringstream lines{std::string(mountinfo)};
  for (std::string line; std::getline(lines, line);) {
    if (parse<std::uint64_t>(line) != id) continue;
    // Optional fields of any number end with a lone hyphen; type and source follow.
    const std::size_t hyphen = line.find(" - ");
    if (hyphen == std::string::npos) return std::nullopt;
    std::istringstream rest(line.substr(hyphen + 3));
    Mount mount;
    rest >> mount.file_system >> mount.source;
    mount.source = unescape(mount.source);
    return mount;
  }
  return std::nullopt;
}

FilePlace place_of(const FileDescriptor& file, const std::filesystem::path& path) {
  struct statx status {};
  if (::statx(file.get(), "", AT_EMPTY_PATH, STATX_BASIC_STATS | STATX_MNT_ID, &status) != 0) {
    throw system_error("stat", path.native(), errno);
  }
  FilePlace place;
  // By mount number and not by device: btrfs and overlayfs give files other devices than mounts.
  if ((status.stx_mask & STATX_MNT_ID) != 0) {
    const auto mounts = read_if_there("/proc/self/mountinfo");
    const auto mount = mounts ? find_mount(*mounts, status.stx_mnt_id) : std::nullopt;
    if (mount) {
      place.file_system = mount->file_system;
      place.device = mount->source;
    }
  }
  place.read_ahead_kb = read_ahead_of(status.stx_dev_major, status.stx_dev_minor);
  if ((status.stx_attributes_mask & STATX_ATTR_DAX) != 0) {
    place.dax = (status.stx_attributes & STATX_ATTR_DAX) != 0;
  }
  return place;
}

}  // namespace alertsage::probe

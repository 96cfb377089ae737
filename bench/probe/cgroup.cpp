#include "bench/probe/cgroup.hpp"

#include <charconv>
#include <sstream>
#include <string>
#include <string_view>

#include "bench/probe/optional_file.hpp"

namespace alertsage::probe {
namespace {

using std::filesystem::path;

template <typename Number>
std::optional<Number> read_number(const path& file) {
  const auto line = read_line(file);
  Number number{};
  if (!line) return std::nullopt;
  const auto parsed = std::from_chars(line->data(), line->data() + line->size(), number);
  if (parsed.ec != std::errc()) return std::nullopt;  // "max"
  return number;
}

template <typename Number>
void tighten(std::optional<Number>& limit, std::optional<Number> by) {
  if (by && (!limit || *by < *limit)) limit = by;
}

// "150000 100000" or "max 100000": microseconds granted in a period of microseconds.
std::optional<double> quota_v2(const path& group) {
  std::istringstream text(read_if_there(group / "cpu.max").value_or(""));
  double granted = 0;
  double period = 0;
  if (!(text >> granted >> period) || period <= 0) return std::nullopt;
  return granted / period;
}

std::optional<double> quota_v1(const path& group) {
  const auto granted = read_number<std::int64_t>(group / "cpu.cfs_quota_us");  // -1: no limit
  const auto period = read_number<std::int64_t>(group / "cpu.cfs_period_us");
  if (!granted || !period || *granted <= 0 || *period <= 0) return std::nullopt;
  return static_cast<double>(*granted) / static_cast<double>(*period);
}

// Version 1 writes "no limit" as the largest number of whole pages.
std::optional<std::uint64_t> memory_v1(const path& group) {
  const auto limit = read_number<std::uint64_t>(group / "memory.limit_in_bytes");
  return limit && *limit < std::uint64_t{1} << 60 ? limit : std::nullopt;
}

// A group's directory holds files of one version only, so all are asked.
void tighten_by_group(CgroupLimits& limits, const path& group) {
  tighten(limits.cpus, quota_v2(group));
  tighten(limits.cpus, quota_v1(group));
  tighten(limits.memory_bytes, read_number<std::uint64_t>(group / "memory.max"));
  tighten(limits.memory_bytes, memory_v1(group));
}

// The group and those above it. In a container the path may be the host's, of which only the root
// can be seen: that is the container's own group.
void tighten_by_hierarchy(CgroupLimits& limits, const path& mount, path group) {
  for (;; group = group.parent_path()) {
    tighten_by_group(limits, mount / group.relative_path());
    if (!group.has_relative_path()) return;
  }
}

}  // namespace

std::optional<CgroupLimits> cgroup_limits(const path& root) {
  const auto text = read_if_there(root / "proc/self/cgroup");
  if (!text) return std::nullopt;
  const path mounts = root / "sys/fs/cgroup";
  CgroupLimits limits;
  std::istringstream lines(*text);
  // `0::/group` (version 2) or `4:cpu,cpuacct:/group` (version 1).
  for (std::string line; std::getline(lines, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    const path group = line.substr(second + 1);
    tighten_by_hierarchy(limits, mounts / controllers, group);
    if (controllers.empty()) tighten_by_hierarchy(limits, mounts / "unified", group);
  }
  return limits;
}

}  // namespace alertsage::probe

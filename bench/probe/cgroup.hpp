// What the control groups of this process grant it, version 1 and 2 (cgroups(7)).
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace alertsage::probe {

// The tightest limit of the process's own groups and all above them. No value: no limit.
struct CgroupLimits {
  std::optional<double> cpus;                 // CPU time per time
  std::optional<std::uint64_t> memory_bytes;  // page cache included
};

// Nothing where /proc/self/cgroup cannot be read. `root` stands in for /. The groups are looked for
// where they are commonly mounted, under /sys/fs/cgroup.
std::optional<CgroupLimits> cgroup_limits(const std::filesystem::path& root = "/");

}  // namespace alertsage::probe

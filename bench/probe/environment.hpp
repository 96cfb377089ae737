// What a figure depends on beside the code: the machine, the kernel, the build, the place of a
// file. Flat strings, as results carry them; keys without a prefix.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace alertsage::probe {

using Facts = std::vector<std::pair<std::string, std::string>>;

// The value of every fact that cannot be had. No value is ever empty, and 0 means 0.
inline constexpr std::string_view kNotAvailable = "not available";

// Always the same keys in the same order:
//   version, commit, compiler, flags, sanitizers   of this build; "none" for no sanitizers;
//                   commit as `git describe` names it, `-dirty` with changes to tracked files
//   kernel          release, as `uname -r`
//   os              PRETTY_NAME of os-release(5)
//   machine         vendor and product of the firmware (DMI)
//   virtualised     yes / no: whether the CPU says that it runs under a hypervisor (x86 only)
//   container       docker, podman, lxc, …; "none seen" is no proof
//   cpu             model name
//   cpus            on how many this process may run (sched_getaffinity(2))
//   cpu_quota       CPUs' worth of time that the cgroups grant, "1.5"; "none" for no limit
//   governor        of the first CPU's frequency
//   turbo           on / off
//   memory_bytes    of the machine
//   memory_limit_bytes  of the cgroups, the page cache of this process included; "none"
//   page_size       bytes
//   huge_pages      transparent ones: always / madvise / never
//   aslr            full / partial / off, for this process
//   load_average    over 1, 5 and 15 minutes
// `root` stands in for / where files are read. Never throws for what the machine lacks.
Facts environment_facts(const std::filesystem::path& root = "/");

// About the place of one file: file_system, device, read_ahead_kb, dax (yes / no).
// Throws Error (not_found, io).
Facts file_facts(const std::filesystem::path& file);

}  // namespace alertsage::probe

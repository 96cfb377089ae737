#include "bench/probe/process_memory.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>

#include "bench/probe/malloc_heap.hpp"
#include "bench/probe/proc_text.hpp"
#include "core/base/file.hpp"

namespace alertsage::probe {
namespace {

constexpr pid_t kSelf = 0;

// `/proc/self/NAME` or `/proc/PID/NAME`.
class ProcPath {
 public:
  ProcPath(pid_t process, const char* name) noexcept {
    if (process == kSelf) {
      std::snprintf(text_.data(), text_.size(), "/proc/self/%s", name);
    } else {
      std::snprintf(text_.data(), text_.size(), "/proc/%d/%s", process, name);
    }
  }
  const char* c_str() const noexcept { return text_.data(); }

 private:
  std::array<char, 64> text_;
};

std::optional<std::uint64_t> count_lines(const ProcPath& path) noexcept {
  const FileDescriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return std::nullopt;
  std::array<char, 16384> chunk;
  std::uint64_t lines = 0;
  for (;;) {
    const ssize_t got = ::read(file.get(), chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return std::nullopt;
    if (got == 0) return lines;
    lines += static_cast<std::uint64_t>(std::count(chunk.data(), chunk.data() + got, '\n'));
  }
}

// Entries of a directory without `.` and `..`. By getdents64, because opendir allocates.
std::optional<std::uint64_t> count_entries(const ProcPath& path) noexcept {
  const FileDescriptor directory(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (directory.get() < 0) return std::nullopt;
  alignas(dirent64) std::array<char, 4096> chunk;
  std::uint64_t entries = 0;
  for (;;) {
    const ssize_t got = ::getdents64(directory.get(), chunk.data(), chunk.size());
    if (got < 0) return std::nullopt;
    if (got == 0) return entries;
    for (std::size_t at = 0; at < static_cast<std::size_t>(got);) {
      unsigned short length = 0;
      std::memcpy(&length, chunk.data() + at + offsetof(dirent64, d_reclen), sizeof length);
      if (chunk[at + offsetof(dirent64, d_name)] != '.') ++entries;
      at += length;
    }
  }
}

MemorySample sample(pid_t process) noexcept {
  std::array<char, 4096> buffer;
  const std::string_view status = read_proc_file(ProcPath(process, "status").c_str(), buffer);
  return {.rss_anon_bytes = proc_number(status, "RssAnon"),
          .rss_file_bytes = proc_number(status, "RssFile"),
          .rss_shmem_bytes = proc_number(status, "RssShmem"),
          .swap_bytes = proc_number(status, "VmSwap"),
          .peak_rss_bytes = proc_number(status, "VmHWM"),
          .heap_in_use_bytes = std::nullopt,
          .mappings = count_lines(ProcPath(process, "maps")),
          .descriptors = count_entries(ProcPath(process, "fd")),
          .threads = proc_number(status, "Threads")};
}

std::optional<SharingSample> sharing(pid_t process) noexcept {
  std::array<char, 4096> buffer;
  const std::string_view rollup = read_proc_file(ProcPath(process, "smaps_rollup").c_str(), buffer);
  const auto pss = proc_number(rollup, "Pss");
  const auto private_clean = proc_number(rollup, "Private_Clean");
  const auto private_dirty = proc_number(rollup, "Private_Dirty");
  const auto shared_clean = proc_number(rollup, "Shared_Clean");
  if (!pss || !private_clean || !private_dirty || !shared_clean) return std::nullopt;
  return SharingSample{.pss_bytes = *pss,
                       .uss_bytes = *private_clean + *private_dirty,
                       .private_dirty_bytes = *private_dirty,
                       .shared_clean_bytes = *shared_clean};
}

}  // namespace

MemorySample sample_memory() noexcept {
  static const bool kHeapIsKnown = mallinfo_counts_malloc();
  MemorySample now = sample(kSelf);
  if (now.descriptors) --*now.descriptors;  // the one that counted them
  if (kHeapIsKnown) now.heap_in_use_bytes = handed_out_by_malloc();
  return now;
}

MemorySample sample_memory(pid_t process) noexcept {
  return process == ::getpid() ? sample_memory() : sample(process);
}

// proc(5): all numbers in statm are 0 of a process without memory.
bool has_memory(pid_t process) noexcept {
  std::array<char, 128> buffer;
  const std::string_view statm = read_proc_file(ProcPath(process, "statm").c_str(), buffer);
  return !statm.empty() && !statm.starts_with("0 ");
}

std::optional<SharingSample> sample_sharing() noexcept {
  return sharing(kSelf);
}

std::optional<SharingSample> sample_sharing(pid_t process) noexcept {
  return sharing(process);
}

}  // namespace alertsage::probe

// What a process holds at this moment: memory by kind, mappings, descriptors, threads.
//
// Resident memory alone misleads, since the pages of a mapped model count in it although they are
// shared and can be dropped at will; so it comes split. Everything is from /proc/PID/status, whose
// counters the kernel sums exactly since 6.16; before that they may lag by 64 pages a thread (a CPU
// since 6.2), so worker threads should have ended. /proc/PID/stat lags on all kernels and is never
// asked (proc(5); Documentation/filesystems/proc.rst; kernel change "fix the inaccurate memory
// statistics issue for users", 2025).
//
// Taking a sample allocates nothing, so that samples may be taken between loads whose leaks are
// looked for; it needs 20 KiB of stack, which the first sample may have to touch. What cannot be
// had is absent, never 0.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>

namespace alertsage::probe {

struct MemorySample {
  std::optional<std::uint64_t> rss_anon_bytes;   // heap, stacks, private pages that were written
  std::optional<std::uint64_t> rss_file_bytes;   // resident pages of mapped files, shared or not
  std::optional<std::uint64_t> rss_shmem_bytes;  // resident pages of tmpfs, memfd, shared anonymous
  std::optional<std::uint64_t> swap_bytes;       // anonymous pages that were swapped out
  std::optional<std::uint64_t> peak_rss_bytes;   // the most that the sum of the three ever was
  std::optional<std::uint64_t> heap_in_use_bytes;  // handed out by malloc and not freed
  std::optional<std::uint64_t> mappings;           // lines of /proc/PID/maps
  std::optional<std::uint64_t> descriptors;        // open file descriptors
  std::optional<std::uint64_t> threads;
};

// The calling process. 100 us at most for a process of ordinary size; heap_in_use_bytes walks the
// free lists, which has been seen to take 20 ms on a heap of 130,000 free pieces: sample outside of
// what is timed. heap_in_use_bytes is absent where malloc is not glibc's (the first sample finds
// out by allocating one block and freeing it again). Thread-safe.
MemorySample sample_memory() noexcept;

// Any process. Of another one, heap_in_use_bytes is always absent; whatever this user may not read,
// and all of it where there is no such process, is absent too.
MemorySample sample_memory(pid_t process) noexcept;

// Whether the process still has its memory. False of one that is not there, of one that has ended
// and was not waited for, and of one that is about to end: it gives back its memory first, its
// descriptors after. So what is sampled before this is true, was there when it was sampled.
bool has_memory(pid_t process) noexcept;

// How resident memory is shared (smaps_rollup). `pss` divides each page by the number of processes
// that map it, so the sum over all processes is what they cost together; `uss` is what would be
// freed if this process alone ended. A mapped model is in `uss` while one process maps it.
struct SharingSample {
  std::uint64_t pss_bytes = 0;
  std::uint64_t uss_bytes = 0;
  std::uint64_t private_dirty_bytes = 0;
  std::uint64_t shared_clean_bytes = 0;
};

// Walks the page tables: 11 to 17 ms a resident GiB of small pages. For the ends of a run, not for
// each step. Nothing where it cannot be read.
std::optional<SharingSample> sample_sharing() noexcept;
std::optional<SharingSample> sample_sharing(pid_t process) noexcept;

}  // namespace alertsage::probe

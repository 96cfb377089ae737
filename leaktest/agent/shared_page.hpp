// What alertsage-leaktest (the tester) and the object that it loads into a process (the agent)
// share: a memory file, of which the tester has the descriptor and the process a mapping.
//
// The tester makes it and names it in the environment (kVariable, "/proc/PID/fd/N"). The agent maps
// it when it is loaded, counts allocations into it, and at each mark the process stops until the
// tester has answered:
//
//   agent:  heap_in_use is refreshed, mark is set, marked += 1, wake; wait until answered == marked
//   tester: wait until marked != answered; read /proc/PID; set answer, answered = marked; wake
//
// Waits are futexes (futex(2), shared) on `marked` and `answered`. Both sides look every second or
// sooner whether the other one is still there; where the tester has gone the process runs on.
//
// All members are lock-free. `marked` is released by the agent and acquired by the tester,
// `answered` the other way round; all others are relaxed.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

namespace alertsage::leaktest {

inline constexpr const char* kPageFile = "alertsage-leaktest";  // "/memfd:NAME" in /proc/PID/maps
inline constexpr const char* kVariable = "ALERTSAGE_LEAKTEST";
inline constexpr const char* kCyclesVariable = "ALERTSAGE_LEAKTEST_CYCLES";  // without a tester
inline constexpr std::uint32_t kPageVersion = 1;
inline constexpr std::size_t kSlots = 64;

enum class Mark : std::uint32_t {
  begin = 1,   // leaktest_begin
  held = 2,    // of our own child: what it loaded is still there
  cycle = 3,   // leaktest_cycle
  trimmed = 4  // after the answer `trim` to a cycle: malloc_trim(3) is done
};

enum class Answer : std::uint32_t {
  go_on = 1,
  trim = 2,  // malloc_trim(0), then the mark `trimmed`
  stop = 3   // leaktest_cycle returns 0
};

// What the threads of one slot did. A thread has a slot of its own while they last; the last one is
// shared by the rest. Only sums over all slots mean something: what one thread makes another frees.
struct alignas(64) Slot {
  std::atomic<std::int64_t> live_bytes;  // as malloc_usable_size(3) gives them
  std::atomic<std::int64_t> live_blocks;
  std::atomic<std::int64_t> mapped_bytes;  // by what the program's own mmap, mremap and munmap have
                                           //   changed how much is mapped, in whole pages: what
                                           //   MAP_FIXED replaces and holes that munmap finds
                                           //   change nothing
  std::atomic<std::int64_t> allocations;   // since the start, never less
  std::atomic<std::int64_t> allocated_bytes;
};

struct SharedPage {
  std::atomic<std::uint32_t> version;
  std::atomic<std::uint32_t> counts;         // agent: 1 where it counts allocations
  std::atomic<std::int32_t> tester;          // process id
  std::atomic<std::uint32_t> ignores_marks;  // tester: 1 where the process is to stop at none
  std::atomic<std::int32_t> process;         // agent: its own, 0 until it is there
  std::atomic<std::uint32_t> attachments;    // agent: how often it was loaded; again after exec
  std::atomic<std::uint32_t> marked;         // agent: how many marks so far
  std::atomic<std::uint32_t> answered;
  std::atomic<std::uint32_t> mark;
  std::atomic<std::uint32_t> answer;
  std::atomic<std::uint32_t> heap_known;   // agent: 1 where mallinfo2 tells of this malloc
  std::atomic<std::uint64_t> heap_in_use;  // agent, at each mark: uordblks + hblkhd
  Slot slots[kSlots];
};

// Adds what all slots hold to members of the same names.
template <typename Sums>
void add_slots(const SharedPage& page, Sums& sums) noexcept {
  for (const Slot& slot : page.slots) {
    sums.live_bytes += slot.live_bytes.load(std::memory_order_relaxed);
    sums.live_blocks += slot.live_blocks.load(std::memory_order_relaxed);
    sums.mapped_bytes += slot.mapped_bytes.load(std::memory_order_relaxed);
    sums.allocations += slot.allocations.load(std::memory_order_relaxed);
    sums.allocated_bytes += slot.allocated_bytes.load(std::memory_order_relaxed);
  }
}

}  // namespace alertsage::leaktest

// Where allocations are counted: a slot for each thread, in memory that has one place for the whole
// life of the process.
//
// That place is a variable of this object. When a tester is found, its page is moved there with
// what has been counted so far, and a child by fork moves one of its own there; so the pointers
// that threads hold stay good, no call asks where to count, and no block is given back that was not
// counted before, which keeps live bytes from dropping below zero.
//
// A thread's slot is written by that thread alone: load, add, store, without the locked
// instruction that would cost as much as all the rest. There are 63; threads beyond that, and what
// threads still do while they end, use the last one, by fetch_add. A slot that is given back keeps
// its sums: the next thread goes on from there. A child by fork has fewer for its own threads:
// those of the threads that it does not have are never given back.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "leaktest/agent/shared_page.hpp"

namespace alertsage::leaktest {

// A page of the kernel, as large as they come.
#ifdef __x86_64__
inline constexpr std::size_t kLargestPage = 4096;
#else
inline constexpr std::size_t kLargestPage = 65536;
#endif

struct alignas(kLargestPage) CountingPage {
  SharedPage page;
};

// NOLINTBEGIN(bugprone-dynamic-static-initializers): they are constinit
extern constinit CountingPage counting_page;
extern constinit thread_local Slot* own_slot;          // null: not yet, or none was left
extern constinit std::atomic<bool> peak_is_asked_for;  // by alertsage_follow_peak_live_bytes
// NOLINTEND(bugprone-dynamic-static-initializers): see above

// What one call did.
struct Change {
  std::int64_t live_bytes = 0;
  std::int64_t live_blocks = 0;
  std::int64_t allocations = 0;
  std::int64_t allocated_bytes = 0;
};

// Where the thread has no slot: takes one, or counts in the shared one where none is left.
void count_without_slot(Change change) noexcept;
void follow_peak(std::int64_t live_bytes) noexcept;

// The process counts nothing any more. For a child by fork, as long as it has one thread.
void stop_counting() noexcept;
bool has_stopped_counting() noexcept;

inline void add(std::atomic<std::int64_t>& to, std::int64_t much) noexcept {
  to.store(to.load(std::memory_order_relaxed) + much, std::memory_order_relaxed);
}

// By value and always inline, so that what is a constant zero at the caller costs nothing.
[[gnu::always_inline]] inline void count(Change change) noexcept {
  if (Slot* slot = own_slot; slot != nullptr) [[likely]] {
    add(slot->live_bytes, change.live_bytes);
    if (change.live_blocks != 0) add(slot->live_blocks, change.live_blocks);
    if (change.allocations != 0) {
      add(slot->allocations, change.allocations);
      add(slot->allocated_bytes, change.allocated_bytes);
    }
  } else {
    count_without_slot(change);
  }
  if (peak_is_asked_for.load(std::memory_order_relaxed)) [[unlikely]] {
    follow_peak(change.live_bytes);
  }
}

// Mappings cost a system call, beside which a locked instruction is nothing, and may be made in a
// signal's handler: so always in the shared slot.
inline void count_mapping(std::int64_t bytes) noexcept {
  if (has_stopped_counting()) return;
  counting_page.page.slots[kSlots - 1].mapped_bytes.fetch_add(bytes, std::memory_order_relaxed);
}

}  // namespace alertsage::leaktest

#include <cstdlib>
#include <cstring>

#include "leaktest/agent/allocation_counts.h"
#include "leaktest/agent/counting.hpp"
#include "leaktest/agent/export.hpp"
#include "leaktest/agent/followed_mappings.hpp"
#include "leaktest/agent/slots.hpp"
#include "leaktest/agent/system_calls.hpp"

namespace alertsage::leaktest {
namespace {

constinit std::atomic<std::int64_t> followed_live_bytes = 0;
constinit std::atomic<std::int64_t> peak_live_bytes = 0;

// Whether the counting page is the one that the tester made; it stays so when the tester has gone.
constinit bool counts_are_shared = false;

void copy_slots(const SharedPage& from, SharedPage& to) noexcept {
  for (std::size_t i = 0; i < kSlots; ++i) {
    const auto copy = [](const std::atomic<std::int64_t>& value, std::atomic<std::int64_t>& into) {
      into.store(value.load(std::memory_order_relaxed), std::memory_order_relaxed);
    };
    const Slot& slot = from.slots[i];
    copy(slot.live_bytes, to.slots[i].live_bytes);
    copy(slot.live_blocks, to.slots[i].live_blocks);
    copy(slot.mapped_bytes, to.slots[i].mapped_bytes);
    copy(slot.allocations, to.slots[i].allocations);
    copy(slot.allocated_bytes, to.slots[i].allocated_bytes);
  }
}

alertsage_allocation_sums sums() noexcept {
  alertsage_allocation_sums sums = {};
  if (!has_stopped_counting()) add_slots(counting_page.page, sums);
  return sums;
}

// A program with a malloc of its own comes before every preloaded object, and calls that one.
bool malloc_comes_here() noexcept {
  const std::int64_t before = sums().allocations;
  void* volatile block = std::malloc(1);
  const bool counted = sums().allocations > before;
  std::free(block);
  return counted;
}

}  // namespace

SharedPage* count_into(SharedPage* page) noexcept {
  const bool counts = malloc_comes_here();
  copy_slots(counting_page.page, *page);
  if (!move_pages(page, sizeof(SharedPage), &counting_page)) {
    page->counts.store(0, std::memory_order_relaxed);
    return page;
  }
  counts_are_shared = true;
  counting_page.page.counts.store(counts ? 1 : 0, std::memory_order_relaxed);
  return &counting_page.page;
}

// The mapping may fail: private memory counts towards limits (RLIMIT_DATA, vm.overcommit_memory)
// that the shared page does not count towards.
void count_apart(SharedPage* page) noexcept {
  if (page != nullptr && page != &counting_page.page) unmap_pages(page, sizeof(SharedPage));
  if (!counts_are_shared) return;
  counts_are_shared = false;
  SharedPage kept;
  copy_slots(counting_page.page, kept);
  if (map_pages(&counting_page, sizeof(SharedPage), MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1) ==
      nullptr) {
    stop_counting();
  } else {
    copy_slots(kept, counting_page.page);
  }
}

// With the peak one number is kept for all threads, which is what makes it dear.
void follow_peak(std::int64_t live_bytes) noexcept {
  const std::int64_t now =
      followed_live_bytes.fetch_add(live_bytes, std::memory_order_relaxed) + live_bytes;
  std::int64_t peak = peak_live_bytes.load(std::memory_order_relaxed);
  while (now > peak &&
         !peak_live_bytes.compare_exchange_weak(peak, now, std::memory_order_relaxed)) {
  }
}

}  // namespace alertsage::leaktest

using namespace alertsage::leaktest;

ALERTSAGE_EXPORT void alertsage_read_allocation_sums(alertsage_allocation_sums* into) {
  *into = sums();
  const FollowedMappings mappings = followed_mappings();
  if (peak_is_asked_for.load(std::memory_order_relaxed) && mappings.complete) {
    into->peak_live_bytes = peak_live_bytes.load(std::memory_order_relaxed);
    into->anonymous_mappings = mappings.made;
    into->anonymous_mapped_bytes = mappings.bytes;
  } else {
    into->peak_live_bytes = into->anonymous_mappings = into->anonymous_mapped_bytes = -1;
  }
}

ALERTSAGE_EXPORT void alertsage_follow_peak_live_bytes(int follow) {
  forget_followed_mappings();
  const std::int64_t now = sums().live_bytes;
  followed_live_bytes.store(now, std::memory_order_relaxed);
  peak_live_bytes.store(now, std::memory_order_relaxed);
  peak_is_asked_for.store(follow != 0, std::memory_order_relaxed);
}

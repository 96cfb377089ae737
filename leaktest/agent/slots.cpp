#include "leaktest/agent/slots.hpp"

#include <pthread.h>

#include <cerrno>

namespace alertsage::leaktest {

constinit CountingPage counting_page = {};
constinit thread_local Slot* own_slot = nullptr;
constinit std::atomic<bool> peak_is_asked_for = false;

namespace {

constexpr std::size_t kShared = kSlots - 1;

constinit std::atomic<bool> taken[kShared] = {};

constinit bool stopped = false;

// Set where there is no sense in asking for a slot: none was left, or the thread is ending.
constinit thread_local bool uses_shared_slot = false;

// Its destructor is how the C library says that a thread ends. Destructors of others may allocate
// after it, which is then counted in the shared slot.
pthread_key_t thread_end;
constinit std::atomic<bool> hears_thread_end = false;

void give_back(void* slot) noexcept {
  own_slot = nullptr;
  uses_shared_slot = true;
  const auto index = static_cast<Slot*>(slot) - counting_page.page.slots;
  taken[index].store(false, std::memory_order_release);
}

// Runs once, before the program. A thread that has allocated before this keeps its slot for good:
// the first one, which need not give it back, and seldom another.
__attribute__((constructor)) void listen_for_thread_ends() noexcept {
  const bool made = ::pthread_key_create(&thread_end, give_back) == 0;
  hears_thread_end.store(made, std::memory_order_release);
}

Slot* take_slot() noexcept {
  for (std::size_t i = 0; i < kShared; ++i) {
    bool is_taken = taken[i].load(std::memory_order_relaxed);
    if (!is_taken && taken[i].compare_exchange_strong(is_taken, true, std::memory_order_acquire)) {
      return &counting_page.page.slots[i];
    }
  }
  return nullptr;
}

void own_a_slot() noexcept {
  own_slot = take_slot();
  uses_shared_slot = own_slot == nullptr;
  if (own_slot != nullptr && hears_thread_end.load(std::memory_order_acquire)) {
    // May allocate, and come here again: by now the thread has its slot.
    ::pthread_setspecific(thread_end, own_slot);
  }
}

}  // namespace

void count_without_slot(Change change) noexcept {
  if (stopped) return;
  if (!uses_shared_slot) {
    const int kept_errno = errno;
    own_a_slot();
    errno = kept_errno;
  }
  // Locked also where the thread has got a slot just now: once does not matter.
  Slot& slot = own_slot != nullptr ? *own_slot : counting_page.page.slots[kShared];
  slot.live_bytes.fetch_add(change.live_bytes, std::memory_order_relaxed);
  slot.live_blocks.fetch_add(change.live_blocks, std::memory_order_relaxed);
  slot.allocations.fetch_add(change.allocations, std::memory_order_relaxed);
  slot.allocated_bytes.fetch_add(change.allocated_bytes, std::memory_order_relaxed);
}

void stop_counting() noexcept {
  stopped = true;
  own_slot = nullptr;
}

bool has_stopped_counting() noexcept {
  return stopped;
}

}  // namespace alertsage::leaktest

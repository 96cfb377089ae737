#include "leaktest/agent/followed_mappings.hpp"

#include <sched.h>

#include <atomic>

#include "leaktest/agent/slots.hpp"
#include "leaktest/agent/system_calls.hpp"

namespace alertsage::leaktest {
namespace {

struct Range {
  std::uintptr_t begin;
  std::uintptr_t end;  // equal: the place is free
};

constinit std::atomic<bool> locked = false;
constinit Range ranges[256] = {};
constinit FollowedMappings seen = {};

class Lock {
 public:
  Lock() noexcept {
    while (locked.exchange(true, std::memory_order_acquire)) ::sched_yield();
  }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  ~Lock() { locked.store(false, std::memory_order_release); }
};

bool is_followed() noexcept {
  return peak_is_asked_for.load(std::memory_order_relaxed);
}

Range pages_of(const void* at, std::size_t bytes) noexcept {
  const auto begin = reinterpret_cast<std::uintptr_t>(at);
  return {begin, begin + whole_pages(bytes)};
}

void keep(const Range& added) noexcept {
  if (added.begin == added.end) return;
  for (Range& range : ranges) {
    if (range.begin != range.end) continue;
    range = added;
    return;
  }
  seen.complete = false;
}

// Takes `gone` out of what is kept; how many bytes of that were in it.
std::int64_t take_out(const Range& gone) noexcept {
  std::int64_t bytes = 0;
  for (Range& range : ranges) {
    const std::uintptr_t begin = range.begin > gone.begin ? range.begin : gone.begin;
    const std::uintptr_t end = range.end < gone.end ? range.end : gone.end;
    if (begin >= end) continue;
    bytes += static_cast<std::int64_t>(end - begin);
    const Range behind = {end, range.end};
    range.end = begin;
    keep(behind);
  }
  return bytes;
}

// How many bytes more there are.
std::int64_t put_in(const Range& made) noexcept {
  const auto bytes = static_cast<std::int64_t>(made.end - made.begin);
  ++seen.made;
  seen.bytes += bytes;
  keep(made);
  return bytes;
}

}  // namespace

void mapping_made(const void* at, std::size_t bytes) noexcept {
  if (!is_followed()) return;
  const Lock lock;
  follow_peak(put_in(pages_of(at, bytes)));
}

void mapping_gone(const void* at, std::size_t bytes) noexcept {
  if (!is_followed()) return;
  const Lock lock;
  follow_peak(-take_out(pages_of(at, bytes)));
}

// As realloc: at the peak there is one of the two.
void mapping_moved(const void* at, std::size_t old_bytes, const void* to,
                   std::size_t bytes) noexcept {
  if (!is_followed()) return;
  const Lock lock;
  const std::int64_t gone = take_out(pages_of(at, old_bytes));
  if (gone > 0) follow_peak(put_in(pages_of(to, bytes)) - gone);
}

FollowedMappings followed_mappings() noexcept {
  const Lock lock;
  return seen;
}

void forget_followed_mappings() noexcept {
  const Lock lock;
  for (Range& range : ranges) range = {};
  seen = {};
}

}  // namespace alertsage::leaktest

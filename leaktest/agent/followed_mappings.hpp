// While the peak of live bytes is followed, the private anonymous mappings that the program makes
// belong to it: they are memory that it takes without malloc, as programs do for large buffers.
// Mapped files do not: their pages belong to the page cache.
//
// munmap(2) does not say what it unmaps, so the ranges are kept, 256 at most, behind a lock that
// spins. Only while the peak is followed: otherwise mmap costs what it did.
#pragma once

#include <cstddef>
#include <cstdint>

namespace alertsage::leaktest {

// Each does nothing while the peak is not followed. Not for a signal's handler.
void mapping_made(const void* at, std::size_t bytes) noexcept;
void mapping_gone(const void* at, std::size_t bytes) noexcept;
void mapping_moved(const void* at, std::size_t old_bytes, const void* to,
                   std::size_t bytes) noexcept;

struct FollowedMappings {
  std::int64_t made = 0;
  std::int64_t bytes = 0;  // of those, in whole pages
  bool complete = true;    // no mapping was missed because there were too many
};
FollowedMappings followed_mappings() noexcept;

void forget_followed_mappings() noexcept;

}  // namespace alertsage::leaktest

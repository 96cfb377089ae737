// The malloc family, counted and passed on. operator new of libstdc++ and what the C library
// allocates for itself (strdup, getline, stdio) come here too; brk, and the blocks that malloc
// maps, do not, and need not.
//
// What a block counts is malloc_usable_size(3), asked when it comes and when it goes: nothing has
// to be written down about it, and blocks keep the addresses that they would have.
#include <malloc.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>

#include "leaktest/agent/bootstrap_memory.hpp"
#include "leaktest/agent/export.hpp"
#include "leaktest/agent/next_functions.hpp"
#include "leaktest/agent/slots.hpp"

namespace alertsage::leaktest {
namespace {

std::int64_t size_of(void* block) noexcept {
  return static_cast<std::int64_t>(::malloc_usable_size(block));
}

// Null is what a call that failed returns, and passes.
void* counted(void* block) noexcept {
  if (block != nullptr && !bootstrap_memory.holds(block)) [[likely]] {
    const std::int64_t bytes = size_of(block);
    count({.live_bytes = bytes, .live_blocks = 1, .allocations = 1, .allocated_bytes = bytes});
  }
  return block;
}

// A block of the bootstrap memory cannot grow where it is.
void* moved_from_bootstrap(void* block, std::size_t bytes) noexcept {
  void* moved = counted(next.malloc(bytes));
  if (moved == nullptr) return nullptr;
  const std::size_t readable = bootstrap_memory.readable(block);
  return std::memcpy(moved, block, bytes < readable ? bytes : readable);
}

void* resized(void* block, std::size_t bytes) noexcept {
  if (block == nullptr) return counted(next.realloc(block, bytes));
  if (bootstrap_memory.holds(block)) return moved_from_bootstrap(block, bytes);
  const std::int64_t before = size_of(block);
  void* after = next.realloc(block, bytes);
  if (after != nullptr) {
    const std::int64_t now = size_of(after);
    count({.live_bytes = now - before, .allocations = 1, .allocated_bytes = now});
  } else if (bytes == 0) {  // glibc has freed it; elsewhere null means that it failed
    count({.live_bytes = -before, .live_blocks = -1});
  }
  return after;
}

}  // namespace
}  // namespace alertsage::leaktest

using namespace alertsage::leaktest;

// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name): the C library's are reserved
ALERTSAGE_EXPORT void* malloc(std::size_t bytes) noexcept {
  return counted(next.malloc(bytes));
}

ALERTSAGE_EXPORT void free(void* block) noexcept {
  if (block == nullptr || bootstrap_memory.holds(block)) [[unlikely]] {
    return;
  }
  count({.live_bytes = -size_of(block), .live_blocks = -1});
  next.free(block);
}

ALERTSAGE_EXPORT void* calloc(std::size_t number, std::size_t bytes) noexcept {
  return counted(next.calloc(number, bytes));
}

ALERTSAGE_EXPORT void* realloc(void* block, std::size_t bytes) noexcept {
  return resized(block, bytes);
}

ALERTSAGE_EXPORT void* reallocarray(void* block, std::size_t number, std::size_t bytes) noexcept {
  std::size_t all = 0;
  if (__builtin_mul_overflow(number, bytes, &all)) {
    errno = ENOMEM;
    return nullptr;
  }
  return resized(block, all);
}

ALERTSAGE_EXPORT void* aligned_alloc(std::size_t alignment, std::size_t bytes) noexcept {
  return counted(next.aligned_alloc(alignment, bytes));
}

ALERTSAGE_EXPORT int posix_memalign(void** into, std::size_t alignment,
                                    std::size_t bytes) noexcept {
  const int error = next.posix_memalign(into, alignment, bytes);
  if (error == 0) counted(*into);
  return error;
}

ALERTSAGE_EXPORT void* memalign(std::size_t alignment, std::size_t bytes) noexcept {
  return counted(next.memalign(alignment, bytes));
}

ALERTSAGE_EXPORT void* valloc(std::size_t bytes) noexcept {
  return counted(next.valloc(bytes));
}

ALERTSAGE_EXPORT void* pvalloc(std::size_t bytes) noexcept {
  return counted(next.pvalloc(bytes));
}
// NOLINTEND(readability-inconsistent-declaration-parameter-name): see above

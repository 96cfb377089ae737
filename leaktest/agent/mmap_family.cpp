// Mappings that the program makes itself, counted in whole pages and passed on. Those of the C
// library are its own affair (malloc's large blocks, stacks, shared objects): it makes them without
// these names.
//
// MAP_FIXED and MREMAP_FIXED are not counted: they put pages in the place of others, mostly in a
// range that was reserved, and counted, before. What is unmapped is taken off, also where it was
// never counted.
#include <sys/mman.h>

#include <cstdarg>
#include <cstddef>
#include <cstdint>

#include "leaktest/agent/export.hpp"
#include "leaktest/agent/followed_mappings.hpp"
#include "leaktest/agent/next_functions.hpp"
#include "leaktest/agent/slots.hpp"
#include "leaktest/agent/system_calls.hpp"

namespace alertsage::leaktest {
namespace {

std::int64_t pages_in(std::size_t bytes) noexcept {
  return static_cast<std::int64_t>(whole_pages(bytes));
}

void count_made(const void* mapped, std::size_t bytes, int flags) noexcept {
  if (mapped == MAP_FAILED || (flags & MAP_FIXED) != 0) return;
  count_mapping(pages_in(bytes));
  constexpr int kOwnMemory = MAP_PRIVATE | MAP_ANONYMOUS;
  if ((flags & kOwnMemory) == kOwnMemory) mapping_made(mapped, bytes);
}

}  // namespace
}  // namespace alertsage::leaktest

using namespace alertsage::leaktest;

static_assert(sizeof(off_t) == sizeof(off64_t), "mmap64 is mmap");

// The C library's names for parameters are reserved ones.
// NOLINTBEGIN(readability-inconsistent-declaration-parameter-name): see above
// NOLINTBEGIN(readability-function-size): as many parameters as mmap(2) has
ALERTSAGE_EXPORT void* mmap(void* at, std::size_t bytes, int protection, int flags, int file,
                            off_t offset) noexcept {
  void* mapped = next.mmap(at, bytes, protection, flags, file, offset);
  count_made(mapped, bytes, flags);
  return mapped;
}

ALERTSAGE_EXPORT void* mmap64(void* at, std::size_t bytes, int protection, int flags, int file,
                              off64_t offset) noexcept {
  void* mapped = next.mmap(at, bytes, protection, flags, file, offset);
  count_made(mapped, bytes, flags);
  return mapped;
}

ALERTSAGE_EXPORT int munmap(void* at, std::size_t bytes) noexcept {
  // Before: afterwards another thread may have been given the same addresses.
  mapping_gone(at, bytes);
  const int result = next.munmap(at, bytes);
  if (result == 0) count_mapping(-pages_in(bytes));
  return result;
}

ALERTSAGE_EXPORT void* mremap(void* at, std::size_t old_bytes, std::size_t bytes, int flags,
                              ...) noexcept {
  va_list rest;
  va_start(rest, flags);
  void* to = va_arg(rest, void*);  // read also where it was not passed, as the C library does
  va_end(rest);
  void* mapped = next.mremap(at, old_bytes, bytes, flags, to);
  if (mapped == MAP_FAILED) return mapped;
  const bool old_stays = (flags & MREMAP_DONTUNMAP) != 0;
  const bool replaces = (flags & MREMAP_FIXED) != 0;
  count_mapping((replaces ? 0 : pages_in(bytes)) - (old_stays ? 0 : pages_in(old_bytes)));
  if (!old_stays) mapping_moved(at, old_bytes, mapped, bytes);
  return mapped;
}
// NOLINTEND(readability-function-size): see above
// NOLINTEND(readability-inconsistent-declaration-parameter-name): see above

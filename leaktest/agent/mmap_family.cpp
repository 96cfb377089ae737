// Mappings that the program makes itself, counted in whole pages and passed on. Those of the C
// library are its own affair (malloc's large blocks, stacks, shared objects): it makes them without
// these names.
//
// A call that names a range changes the sum by the pages that were free in it or were not:
// MAP_FIXED mostly puts pages in the place of others, in a range that was reserved and counted
// before, and munmap(2) may be given a range with holes. What the program unmaps is taken off also
// where others had mapped it.
#include <sys/mman.h>

#include <cerrno>
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

// msync(2) with MS_ASYNC only looks whether there is a hole in the range, and MAP_FIXED_NOREPLACE
// works where all of the range is one; where there are both, its halves are asked. An error other
// than EEXIST (a limit) the program's own call will meet, too, so that no answer matters.
std::size_t free_bytes_in(char* at, std::size_t bytes) noexcept {
  if (::syscall(SYS_msync, at, bytes, MS_ASYNC) == 0 || errno != ENOMEM) return 0;
  if (bytes == whole_pages(1)) return bytes;
  constexpr int kProbe = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED_NOREPLACE;
  void* probe = map_pages(at, bytes, kProbe, -1, PROT_NONE);
  if (probe == nullptr && errno != EEXIST) return bytes;
  if (probe != nullptr) unmap_pages(probe, bytes);  // elsewhere, by a kernel before 4.17
  if (probe == at) return bytes;
  const std::size_t half = whole_pages(bytes / 2);
  return free_bytes_in(at, half) + free_bytes_in(at + half, bytes - half);
}

// How many bytes are not mapped of the pages of a range. To be asked before the range is changed.
std::int64_t free_pages_in(void* at, std::size_t bytes) noexcept {
  const int kept_errno = errno;
  const std::size_t free = free_bytes_in(static_cast<char*>(at), whole_pages(bytes));
  errno = kept_errno;
  return static_cast<std::int64_t>(free);
}

// NOLINTNEXTLINE(readability-function-size): as many parameters as mmap(2) has
void* counted_mmap(void* at, std::size_t bytes, int protection, int flags, int file,
                   off_t offset) noexcept {
  const bool replaces = (flags & MAP_FIXED) != 0;
  const std::int64_t added = replaces ? free_pages_in(at, bytes) : pages_in(bytes);
  void* mapped = next.mmap(at, bytes, protection, flags, file, offset);
  if (mapped == MAP_FAILED) return mapped;
  count_mapping(added);
  constexpr int kOwnMemory = MAP_PRIVATE | MAP_ANONYMOUS;
  if (!replaces && (flags & kOwnMemory) == kOwnMemory) mapping_made(mapped, bytes);
  return mapped;
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
  return counted_mmap(at, bytes, protection, flags, file, offset);
}

ALERTSAGE_EXPORT void* mmap64(void* at, std::size_t bytes, int protection, int flags, int file,
                              off64_t offset) noexcept {
  return counted_mmap(at, bytes, protection, flags, file, offset);
}

ALERTSAGE_EXPORT int munmap(void* at, std::size_t bytes) noexcept {
  // Before: afterwards another thread may have been given the same addresses.
  mapping_gone(at, bytes);
  const std::int64_t gone = pages_in(bytes) - free_pages_in(at, bytes);
  const int result = next.munmap(at, bytes);
  if (result == 0) count_mapping(-gone);
  return result;
}

ALERTSAGE_EXPORT void* mremap(void* at, std::size_t old_bytes, std::size_t bytes, int flags,
                              ...) noexcept {
  va_list rest;
  va_start(rest, flags);
  void* to = va_arg(rest, void*);  // read also where it was not passed, as the C library does
  va_end(rest);
  const bool replaces = (flags & MREMAP_FIXED) != 0;
  const std::int64_t added = replaces ? free_pages_in(to, bytes) : pages_in(bytes);
  void* mapped = next.mremap(at, old_bytes, bytes, flags, to);
  if (mapped == MAP_FAILED) return mapped;
  const bool old_stays = (flags & MREMAP_DONTUNMAP) != 0;
  count_mapping(added - (old_stays ? 0 : pages_in(old_bytes)));
  if (!old_stays) mapping_moved(at, old_bytes, mapped, bytes);
  return mapped;
}
// NOLINTEND(readability-function-size): see above
// NOLINTEND(readability-inconsistent-declaration-parameter-name): see above

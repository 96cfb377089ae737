// What glibc's malloc says of itself. In a header, because the agent of the leak test asks it too,
// which is linked to nothing of ours.
#pragma once

#include <malloc.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace alertsage::probe {

// Of all arenas; blocks above the mmap threshold are counted apart (sourceware bug 27928: the
// manual's "main arena only" is out of date). Chunks that lie in a thread's cache count as handed
// out.
inline std::uint64_t handed_out_by_malloc() noexcept {
  const struct mallinfo2 heap = ::mallinfo2();
  return heap.uordblks + heap.hblkhd;
}

// Whether the above is about the malloc that this process uses: mallinfo2 answers no less readily
// where a sanitizer, the program or a preloaded allocator has taken malloc over. So it is tried on
// a block of known size. The volatile pointer keeps the compiler from removing the pair of calls.
inline bool mallinfo_counts_malloc() noexcept {
  constexpr std::size_t kSize = 8192;  // larger than what a thread's cache holds
  const std::uint64_t before = handed_out_by_malloc();
  void* volatile block = std::malloc(kSize);
  const std::uint64_t with_block = handed_out_by_malloc();
  std::free(block);
  return with_block >= before + kSize;
}

}  // namespace alertsage::probe

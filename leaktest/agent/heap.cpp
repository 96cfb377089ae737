#include "leaktest/agent/heap.hpp"

#include <malloc.h>

#include <cstddef>
#include <cstdlib>

namespace alertsage::leaktest {

std::uint64_t heap_in_use() noexcept {
  const struct mallinfo2 heap = ::mallinfo2();
  return heap.uordblks + heap.hblkhd;
}

// mallinfo2 answers no less readily where the program has another malloc. The size is above what a
// thread's cache holds; the volatile pointer keeps the pair of calls from being removed.
bool mallinfo_counts_malloc() noexcept {
  constexpr std::size_t kSize = 8192;
  const std::uint64_t before = heap_in_use();
  void* volatile block = std::malloc(kSize);
  const std::uint64_t with_block = heap_in_use();
  std::free(block);
  return with_block >= before + kSize;
}

}  // namespace alertsage::leaktest

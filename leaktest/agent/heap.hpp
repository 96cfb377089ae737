// What glibc's malloc says of itself.
#pragma once

#include <cstdint>

namespace alertsage::leaktest {

// Handed out and not given back, of all arenas; what lies in a thread's cache counts as handed out.
std::uint64_t heap_in_use() noexcept;

// Whether the above is about the malloc that this process uses. Tries it on one block.
bool mallinfo_counts_malloc() noexcept;

}  // namespace alertsage::leaktest

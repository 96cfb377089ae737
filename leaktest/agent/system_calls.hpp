// The system calls that the agent makes on its own behalf. Not by the functions of the C library
// where those may be the agent's own, which would count what it does itself.
#pragma once

#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>

namespace alertsage::leaktest {

// `bytes` rounded up to whole pages, which is what mmap(2) and its like make of it.
inline std::size_t whole_pages(std::size_t bytes) noexcept {
  const auto page = static_cast<std::size_t>(::getpagesize());
  return (bytes + page - 1) / page * page;
}

// As mmap(2) of `file` from its start, or of no file where that is -1. Null where it fails.
inline void* map_pages(void* at, std::size_t bytes, int flags, int file,
                       int protection = PROT_READ | PROT_WRITE) noexcept {
  const long got = ::syscall(SYS_mmap, at, bytes, protection, flags, file, 0L);
  return got == -1 ? nullptr : reinterpret_cast<void*>(got);
}

inline void unmap_pages(void* at, std::size_t bytes) noexcept {
  ::syscall(SYS_munmap, at, bytes);
}

// Puts the pages at `from` in the place of those at `to`, in one step. False: nothing has changed.
inline bool move_pages(void* from, std::size_t bytes, void* to) noexcept {
  return ::syscall(SYS_mremap, from, bytes, bytes, MREMAP_MAYMOVE | MREMAP_FIXED, to) != -1;
}

}  // namespace alertsage::leaktest

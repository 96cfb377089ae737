// The functions that this object stands before: what the names would mean without it, which is the
// C library's or those of another preloaded object.
//
// Each pointer leads at first to a function that looks all of them up, so that no call has to ask
// whether that has been done; the dynamic loader itself allocates before any constructor runs.
#pragma once

#include <sys/types.h>

#include <cstddef>

namespace alertsage::leaktest {

struct NextFunctions {
  void* (*malloc)(std::size_t);
  void (*free)(void*);
  void* (*calloc)(std::size_t, std::size_t);
  void* (*realloc)(void*, std::size_t);
  void* (*aligned_alloc)(std::size_t, std::size_t);
  int (*posix_memalign)(void**, std::size_t, std::size_t);
  void* (*memalign)(std::size_t, std::size_t);
  void* (*valloc)(std::size_t);
  void* (*pvalloc)(std::size_t);
  void* (*mmap)(void*, std::size_t, int, int, int, off_t);
  int (*munmap)(void*, std::size_t);
  void* (*mremap)(void*, std::size_t, std::size_t, int, ...);
};

// Written once. A thread that reads a pointer from before looks up once more, to the same end.
// NOLINTBEGIN(bugprone-dynamic-static-initializers): it is constinit
extern constinit NextFunctions next;
// NOLINTEND(bugprone-dynamic-static-initializers): see above

}  // namespace alertsage::leaktest

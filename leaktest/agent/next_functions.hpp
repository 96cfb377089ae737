// The functions that this object stands before: what the names would mean without it, which is the
// C library's or those of another preloaded object.
//
// Each pointer leads at first to a function that looks all of them up, so that no call has to ask
// whether that has been done; the dynamic loader itself allocates before any constructor runs.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <cstddef>

namespace alertsage::leaktest {

// Relaxed, because what a pointer leads to has been there since before the program: a thread that
// still has the first one looks up once more, to the same end.
template <typename Function>
struct NextFunction {
  void set(Function* found) noexcept { at.store(found, std::memory_order_relaxed); }

  template <typename... Arguments>
  [[gnu::always_inline]] auto operator()(Arguments... arguments) const noexcept {
    return at.load(std::memory_order_relaxed)(arguments...);
  }

  std::atomic<Function*> at;
};

using ForkHandler = void (*)();  // null: none

struct NextFunctions {
  NextFunction<void*(std::size_t)> malloc;
  NextFunction<void(void*)> free;
  NextFunction<void*(std::size_t, std::size_t)> calloc;
  NextFunction<void*(void*, std::size_t)> realloc;
  NextFunction<void*(std::size_t, std::size_t)> aligned_alloc;
  NextFunction<int(void**, std::size_t, std::size_t)> posix_memalign;
  NextFunction<void*(std::size_t, std::size_t)> memalign;
  NextFunction<void*(std::size_t)> valloc;
  NextFunction<void*(std::size_t)> pvalloc;
  NextFunction<void*(void*, std::size_t, int, int, int, off_t)> mmap;
  NextFunction<int(void*, std::size_t)> munmap;
  NextFunction<void*(void*, std::size_t, std::size_t, int, ...)> mremap;
  NextFunction<int(ForkHandler, ForkHandler, ForkHandler, void*)> register_atfork;
};

// NOLINTBEGIN(bugprone-dynamic-static-initializers): it is constinit
extern constinit NextFunctions next;
// NOLINTEND(bugprone-dynamic-static-initializers): see above

}  // namespace alertsage::leaktest

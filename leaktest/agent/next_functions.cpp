#include "leaktest/agent/next_functions.hpp"

#include <dlfcn.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>

#include "leaktest/agent/bootstrap_memory.hpp"

namespace alertsage::leaktest {
namespace {

constinit thread_local bool is_looking_up = false;

template <typename Function>
void look_up(NextFunction<Function>& function, const char* name) noexcept {
  if (void* found = ::dlsym(RTLD_NEXT, name); found != nullptr) {
    function.set(reinterpret_cast<Function*>(found));
  }
}

// False where this thread is at it already: dlsym(3) has asked for memory.
bool look_up_all() noexcept {
  if (is_looking_up) return false;
  is_looking_up = true;
  const int kept_errno = errno;
  look_up(next.free, "free");  // before those whose blocks it frees
  look_up(next.malloc, "malloc");
  look_up(next.calloc, "calloc");
  look_up(next.realloc, "realloc");
  look_up(next.aligned_alloc, "aligned_alloc");
  look_up(next.posix_memalign, "posix_memalign");
  look_up(next.memalign, "memalign");
  look_up(next.valloc, "valloc");
  look_up(next.pvalloc, "pvalloc");
  look_up(next.mmap, "mmap");
  look_up(next.munmap, "munmap");
  look_up(next.mremap, "mremap");
  look_up(next.register_atfork, "__register_atfork");
  errno = kept_errno;
  is_looking_up = false;
  return true;
}

void* no_memory() noexcept {
  errno = ENOMEM;
  return nullptr;
}

void* bootstrap(std::size_t bytes) noexcept {
  void* block = bootstrap_memory.allocate(bytes);
  return block != nullptr ? block : no_memory();
}

void* first_malloc(std::size_t bytes) {
  return look_up_all() ? next.malloc(bytes) : bootstrap(bytes);
}

void first_free(void* block) {
  if (look_up_all()) next.free(block);
}

void* first_calloc(std::size_t count, std::size_t bytes) {
  if (look_up_all()) return next.calloc(count, bytes);
  std::size_t all = 0;
  return __builtin_mul_overflow(count, bytes, &all) ? no_memory() : bootstrap(all);
}

void* first_realloc(void* block, std::size_t bytes) {
  if (look_up_all()) return next.realloc(block, bytes);
  return block == nullptr ? bootstrap(bytes) : no_memory();
}

// Nobody asks for these while looking up; where it is done they are the next one's.
void* first_aligned_alloc(std::size_t alignment, std::size_t bytes) {
  return look_up_all() ? next.aligned_alloc(alignment, bytes) : no_memory();
}

int first_posix_memalign(void** into, std::size_t alignment, std::size_t bytes) {
  return look_up_all() ? next.posix_memalign(into, alignment, bytes) : ENOMEM;
}

void* first_memalign(std::size_t alignment, std::size_t bytes) {
  return look_up_all() ? next.memalign(alignment, bytes) : no_memory();
}

void* first_valloc(std::size_t bytes) {
  return look_up_all() ? next.valloc(bytes) : no_memory();
}

void* first_pvalloc(std::size_t bytes) {
  return look_up_all() ? next.pvalloc(bytes) : no_memory();
}

// The system calls themselves: there may be mappings before there is anybody to ask.
// NOLINTNEXTLINE(readability-function-size): as many parameters as mmap(2) has
void* first_mmap(void* at, std::size_t bytes, int protection, int flags, int file, off_t offset) {
  if (look_up_all()) return next.mmap(at, bytes, protection, flags, file, offset);
  return reinterpret_cast<void*>(::syscall(SYS_mmap, at, bytes, protection, flags, file, offset));
}

int first_munmap(void* at, std::size_t bytes) {
  if (look_up_all()) return next.munmap(at, bytes);
  return static_cast<int>(::syscall(SYS_munmap, at, bytes));
}

void* first_mremap(void* at, std::size_t old_bytes, std::size_t bytes, int flags, ...) {
  __builtin_va_list rest;
  __builtin_va_start(rest, flags);
  void* to = __builtin_va_arg(rest, void*);
  __builtin_va_end(rest);
  if (look_up_all()) return next.mremap(at, old_bytes, bytes, flags, to);
  return reinterpret_cast<void*>(::syscall(SYS_mremap, at, old_bytes, bytes, flags, to));
}

int first_register_atfork(ForkHandler prepare, ForkHandler parent, ForkHandler child,
                          void* object) {
  return look_up_all() ? next.register_atfork(prepare, parent, child, object) : ENOMEM;
}

}  // namespace

constinit BootstrapMemory bootstrap_memory;
constinit NextFunctions next = {.malloc{first_malloc},
                                .free{first_free},
                                .calloc{first_calloc},
                                .realloc{first_realloc},
                                .aligned_alloc{first_aligned_alloc},
                                .posix_memalign{first_posix_memalign},
                                .memalign{first_memalign},
                                .valloc{first_valloc},
                                .pvalloc{first_pvalloc},
                                .mmap{first_mmap},
                                .munmap{first_munmap},
                                .mremap{first_mremap},
                                .register_atfork{first_register_atfork}};

}  // namespace alertsage::leaktest

#include "leaktest/agent/attachment.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "bench/probe/malloc_heap.hpp"
#include "leaktest/agent/counting.hpp"
#include "leaktest/agent/system_calls.hpp"

namespace alertsage::leaktest {
namespace {

struct Attachment {
  SharedPage* page = nullptr;
  char path[64] = {};  // of the file, kept because the program may change its environment
  dev_t device = 0;
  ino_t inode = 0;
  pid_t tester = 0;
};

constinit Attachment attachment;

// The page's file, mapped; the descriptor is closed again, so that the program has the descriptors
// that it would have. Null where it is no page of this version.
SharedPage* map_page_file(const char* path, Attachment& into) noexcept {
  if (std::strlen(path) >= sizeof into.path) return nullptr;
  const int file = ::open(path, O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (file < 0) return nullptr;
  struct stat status = {};
  void* pages = nullptr;
  if (::fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
      status.st_size == static_cast<off_t>(sizeof(SharedPage))) {
    pages = map_pages(nullptr, sizeof(SharedPage), MAP_SHARED, file);
  }
  ::close(file);
  if (pages == nullptr) return nullptr;
  auto* page = static_cast<SharedPage*>(pages);
  if (page->version.load(std::memory_order_relaxed) != kPageVersion) {
    unmap_pages(pages, sizeof(SharedPage));
    return nullptr;
  }
  std::strcpy(into.path, path);
  into.device = status.st_dev;
  into.inode = status.st_ino;
  into.tester = page->tester.load(std::memory_order_relaxed);
  return page;
}

// Whether the page is this process's, which it is from now on where it was nobody's.
bool claim(SharedPage& page) noexcept {
  const std::int32_t self = ::getpid();
  std::int32_t owner = 0;
  return page.process.compare_exchange_strong(owner, self) || owner == self;
}

// Objects that are preloaded are set up before the program and after the C library. The order among
// the others is nobody's promise, so there may have been allocations before, and even threads.
__attribute__((constructor)) void attach() noexcept {
  const int kept_errno = errno;
  listen_for_forks();
  const char* path = ::secure_getenv(kVariable);
  SharedPage* page = path != nullptr ? map_page_file(path, attachment) : nullptr;
  if (page != nullptr && !claim(*page)) {
    unmap_pages(page, sizeof(SharedPage));
    page = nullptr;
  }
  if (page != nullptr) {
    page->heap_known.store(probe::mallinfo_counts_malloc() ? 1 : 0, std::memory_order_relaxed);
    page = count_into(page);
    page->attachments.fetch_add(1, std::memory_order_release);
    attachment.page = page;
  }
  errno = kept_errno;
}

}  // namespace

SharedPage* attached_page() noexcept {
  return attachment.page;
}

// By the file's name in /proc and not by kill(2): that finds a process that has ended and was not
// waited for, and one that got the number of the tester meanwhile. Where the name may not be read
// any more (the process has changed its root directory or its user), only a tester whose number is
// gone counts as gone.
bool tester_is_there() noexcept {
  struct stat status = {};
  if (::stat(attachment.path, &status) == 0) {
    return status.st_dev == attachment.device && status.st_ino == attachment.inode;
  }
  if (errno != ENOENT) return true;
  const bool sees_proc = ::access("/proc/self", F_OK) == 0;
  if (::kill(attachment.tester, 0) == 0) return !sees_proc;
  return errno == EPERM;  // another user's, which /proc may be mounted to hide (hidepid)
}

void forget_tester() noexcept {
  attachment.page = nullptr;
}

void go_on_in_child() noexcept {
  count_apart(attachment.page);
  attachment.page = nullptr;
}

}  // namespace alertsage::leaktest

// A leak that is really there, to see whether the verdict turns.
#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string_view>

namespace alertsage::leaktest {

struct LeakKind {
  enum class What { bytes, descriptor, thread, shm_object };
  enum class Holder { lost, list, map };  // reachable from nowhere, or still from somewhere
  enum class Source { by_malloc, by_new, by_mmap };

  What what = What::bytes;
  Holder holder = Holder::lost;
  Source source = Source::by_malloc;
  std::size_t bytes = 0;  // 0: none
};

// "16", "4KiB", "list:64" (a linked list), "map:new:1KiB" (a growing map), "lost:mmap:4KiB"; "fd",
// "thread", "shm". Throws Error (usage).
LeakKind parse_leak_kind(std::string_view text);

// Leaks once.
void leak_once(const LeakKind& kind);

// Objects of shared memory outlive the process that made them, and are removed with this object.
class InjectedShmObjects {
 public:
  explicit InjectedShmObjects(pid_t process) : process_(process) {}
  InjectedShmObjects(const InjectedShmObjects&) = delete;
  InjectedShmObjects& operator=(const InjectedShmObjects&) = delete;
  ~InjectedShmObjects();

 private:
  pid_t process_;
};

}  // namespace alertsage::leaktest

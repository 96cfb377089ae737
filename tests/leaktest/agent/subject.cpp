// subject SCENARIO: what the agent's tests run. Between leaktest_begin and leaktest_cycle it does
// what the scenario is for, and then tells on standard output what that comes to.
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <new>
#include <thread>
#include <vector>

#include "leaktest/agent/allocation_counts.h"
#include "leaktest/leaktest.h"
#include "tests/leaktest/agent/naive_count.hpp"

namespace alertsage::leaktest {
namespace {

// Compiled with -fno-builtin, so that no pair of calls is removed.
void* kept = nullptr;
const volatile std::size_t more_than_there_is = SIZE_MAX;  // so that no compiler sees it coming

void* from_before_constructors = nullptr;

void* pool = nullptr;

void make_pool() {
  pool = std::malloc(1000);
}

void drop_pool() {
  std::free(pool);
}

void use_up_pool() {  // as the child of a fork
  std::free(pool);
  for (int i = 0; i < 100; ++i) kept = std::malloc(1000);
}

// As a library does that is set up before the agent.
void act_early(int, char**, char**) {
  from_before_constructors = std::malloc(1'000'000);
  ::pthread_atfork(make_pool, drop_pool, use_up_pool);
}
__attribute__((section(".preinit_array"), used)) void (*early)(int, char**, char**) = act_early;

void malloc_and_free(NaiveCount& count) {
  for (std::size_t size : {0UL, 1UL, 24UL, 25UL, 1000UL, 5000UL, 200'000UL, 1'000'000UL}) {
    count.made(kept = std::malloc(size));
    count.made(kept = std::calloc(3, size));
    std::free(count.going(kept));
  }
  std::free(nullptr);
  kept = std::calloc(more_than_there_is, 2);  // fails
  kept = std::malloc(more_than_there_is / 2);
}

void realloc_kinds(NaiveCount& count) {
  void* block = count.made(std::realloc(nullptr, 100));
  for (std::size_t size : {50UL, 3000UL, 500'000UL, 900'000UL, 10UL}) {
    count.going(block);
    block = count.made(std::realloc(block, size));
  }
  kept = std::realloc(block, more_than_there_is / 2);  // fails, and the block stays
  kept = ::reallocarray(block, more_than_there_is, 2);
  require(kept == nullptr && errno == ENOMEM, "reallocarray went beyond all memory");
  count.going(block);
  block = count.made(::reallocarray(block, 7, 11));
  count.going(block);
  kept = std::realloc(block, 0);  // frees
  require(kept == nullptr, "not a C library whose realloc(p, 0) frees");
  count.made(kept = ::reallocarray(nullptr, 5, 5));
}

void aligned_kinds(NaiveCount& count) {
  void* block = nullptr;
  require(::posix_memalign(&block, 64, 1000) == 0, "posix_memalign");
  count.made(block);
  require(::posix_memalign(&block, 3, 1000) == EINVAL, "posix_memalign took 3");
  count.made(kept = std::aligned_alloc(256, 512));
  count.made(kept = ::memalign(4096, 100));
  std::free(count.going(kept));
  count.made(kept = ::valloc(100));
  count.made(kept = ::pvalloc(5000));
}

void operator_new(NaiveCount& count) {
  count.made(kept = ::operator new(100));
  count.made(kept = ::operator new[](1000, std::nothrow));
  ::operator delete[](count.going(kept));
  count.made(kept = ::operator new(256, std::align_val_t(128)));
  count.made(kept = ::strdup("what the C library allocates for itself"));
}

void mappings(NaiveCount& count) {
  const auto page = static_cast<std::size_t>(::getpagesize());
  const auto pages = [page](std::size_t number) {
    return static_cast<std::int64_t>(number * page);
  };
  const int flags = MAP_PRIVATE | MAP_ANONYMOUS;
  auto* at = static_cast<char*>(::mmap(nullptr, 10 * page, PROT_NONE, flags, -1, 0));
  count.mapped(pages(10));
  kept = ::mmap(at, 2 * page, PROT_READ | PROT_WRITE, flags | MAP_FIXED, -1, 0);  // in its place
  require(::munmap(at + 8 * page, 2 * page) == 0, "munmap");
  count.mapped(-pages(2));
  kept = ::mmap64(nullptr, 100, PROT_READ, flags, -1, 0);
  count.mapped(pages(1));
  kept = ::mremap(kept, 100, 3 * page + 1, MREMAP_MAYMOVE);
  count.mapped(pages(3));
  kept = ::mremap(kept, 4 * page, page, 0);
  count.mapped(-pages(3));
  void* moved = ::mmap(nullptr, 2 * page, PROT_READ, flags, -1, 0);
  void* reserved = ::mmap(nullptr, 8 * page, PROT_NONE, flags, -1, 0);
  require(::mremap(moved, 2 * page, 2 * page, MREMAP_MAYMOVE | MREMAP_FIXED, reserved) == reserved,
          "mremap did not move");  // into what is counted already
  require(::munmap(reserved, 8 * page) == 0, "munmap");
  char* free = at + 8 * page;
  kept = ::mmap(free, 2 * page, PROT_READ, flags | MAP_FIXED, -1, 0);
  require(kept == free, "mmap did not take the place it was given");
  count.mapped(pages(2));
  require(::munmap(at, 10 * page) == 0 && ::munmap(at, 10 * page) == 0, "munmap");  // a hole
  count.mapped(-pages(10));
  for (const std::size_t place : {1U, 4U, 5U}) {
    kept = ::mmap(at + place * page, page, PROT_READ, flags | MAP_FIXED, -1, 0);
  }
  kept = ::mmap(at, 7 * page, PROT_READ, flags | MAP_FIXED, -1, 0);  // over those, and around
  count.mapped(pages(7));
  require(::munmap(at + page, page) == 0 && ::munmap(at, 9 * page) == 0, "munmap");
  count.mapped(-pages(7));
  moved = ::mmap(nullptr, page, PROT_READ, flags, -1, 0);
  require(::mremap(moved, page, page, MREMAP_MAYMOVE | MREMAP_FIXED, at) == at,
          "mremap did not move");  // to where there was nothing
  count.mapped(pages(1));
  kept = ::mmap(nullptr, 0, PROT_READ, flags, -1, 0);  // fails
  require(::munmap(at + 1, page) == -1, "munmap took an address within a page");
}

void sixteen_bytes(NaiveCount& count) {
  count.made(kept = std::malloc(16));
  std::free(std::malloc(500));
}

void from_early(NaiveCount& count) {
  std::free(count.going(from_before_constructors));
}

void threads(NaiveCount& count) {
  std::vector<void*> blocks(400);  // its memory and that of the threads is given back
  for (std::size_t i = 0; i < blocks.size(); i += 2) {
    std::thread([&blocks, i] {
      blocks[i] = std::malloc(i);
      blocks[i + 1] = std::malloc(3 * i);
    }).join();
    count.made(blocks[i]);
    count.made(blocks[i + 1]);
  }
  std::thread([&] {  // another one than has made them
    for (std::size_t i = 0; i < blocks.size(); i += 2) std::free(count.going(blocks[i]));
  })
      .join();
}

// More at once than there are slots, all of them busy.
void many_threads(NaiveCount& count) {
  constexpr std::size_t kThreads = 100;
  std::vector<std::thread> running;
  std::vector<void*> blocks(kThreads);
  std::atomic<std::size_t> ready = 0;
  for (std::size_t i = 0; i < kThreads; ++i) {
    running.emplace_back([&, i] {
      void* block = std::malloc(8);
      for (++ready; ready < kThreads;) std::this_thread::yield();
      for (std::size_t step = 0; step < 2000; ++step) block = std::realloc(block, step % 300 + 1);
      blocks[i] = block;
    });
  }
  for (std::thread& thread : running) thread.join();
  for (void* block : blocks) count.made(block);
}

void child_by_fork(NaiveCount& count) {
  count.made(kept = std::malloc(100));
  const pid_t child = ::fork();
  if (child == 0) {
    for (int i = 0; i < 1000; ++i) kept = std::malloc(1000);
    ::leaktest_begin();
    std::_Exit(::leaktest_cycle());  // nobody tests it
  }
  int status = 0;
  require(::waitpid(child, &status, 0) == child && status == 0, "the child is tested");
}

// The agent in the child gets no page of its own then.
void child_without_memory(NaiveCount&) {
  rlimit limit = {};
  ::getrlimit(RLIMIT_DATA, &limit);
  const rlimit none = {.rlim_cur = 1, .rlim_max = limit.rlim_max};
  ::setrlimit(RLIMIT_DATA, &none);
  const pid_t child = ::fork();
  ::setrlimit(RLIMIT_DATA, &limit);
  if (child == 0) {
    for (int i = 0; i < 1000; ++i) kept = std::malloc(1000);
    std::thread([] { kept = std::malloc(1000); }).join();
    kept = ::mmap(nullptr, 1, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    alertsage_allocation_sums sums = {};
    alertsage_find_allocation_counter().read(&sums);
    std::_Exit(sums.allocations == 0 && sums.mapped_bytes == 0 ? 0 : 1);
  }
  int status = 0;
  require(::waitpid(child, &status, 0) == child && status == 0, "the child counts");
}

void fork_among_threads(NaiveCount&) {
  std::atomic<int> ready = 0;
  std::atomic<bool> enough = false;
  std::vector<std::thread> running;
  for (int i = 0; i < 4; ++i) {
    running.emplace_back([&] {
      for (++ready; !enough;) std::free(std::malloc(100));
    });
  }
  while (ready < 4) std::this_thread::yield();
  for (int i = 0; i < 20; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      for (int block = 0; block < 100; ++block) kept = std::malloc(1000);
      std::_Exit(0);
    }
    int status = 0;
    require(::waitpid(child, &status, 0) == child && status == 0, "a child has failed");
  }
  enough = true;
  for (std::thread& thread : running) thread.join();
}

void keeps_errno(NaiveCount& count) {
  errno = 77;
  count.made(kept = std::malloc(100));
  require(errno == 77, "malloc has changed errno");
  count.going(kept);
  std::free(kept);
  require(errno == 77, "free has changed errno");
  std::thread([] {
    errno = 78;
    std::free(std::malloc(10));  // takes a slot
    require(errno == 78, "a thread's first malloc has changed errno");
  }).join();
}

void nothing(NaiveCount&) {}

void rests(NaiveCount&) {
  ::pause();
}

void goes_on_three_times(NaiveCount&) {
  for (int i = 0; i < 3; ++i) ::leaktest_cycle();
}

void never_stops(NaiveCount&) {
  for (;;) ::leaktest_cycle();
}

void fails_in_the_end(NaiveCount&) {
  while (::leaktest_cycle() != 0) continue;
  std::_Exit(4);
}

volatile std::sig_atomic_t ticks = 0;

extern "C" void say_that_it_ticks(int) {
  ticks = ticks + 1;
  if (ticks == 20 && ::write(STDOUT_FILENO, "tick\n", 5) != 5) std::abort();
}

void is_interrupted(NaiveCount&) {
  ::signal(SIGALRM, say_that_it_ticks);
  const itimerval often = {.it_interval = {0, 1000}, .it_value = {0, 20'000}};
  ::setitimer(ITIMER_REAL, &often, nullptr);
  errno = 79;
  ::leaktest_begin();
  require(errno == 79, "a mark has changed errno");
}

// To where there is no /proc. Ends with 3 where that is not allowed.
void changes_root(NaiveCount&) {
  const bool allowed = ::geteuid() == 0 || ::unshare(CLONE_NEWUSER) == 0;
  if (!allowed || ::chroot("/sys") != 0) std::_Exit(3);
  ::leaktest_begin();
}

struct Scenario {
  const char* name;
  void (*run)(NaiveCount&);
  bool has_threads = false;
};

constexpr Scenario kScenarios[] = {{"malloc_and_free", malloc_and_free},
                                   {"realloc_kinds", realloc_kinds},
                                   {"aligned_kinds", aligned_kinds},
                                   {"operator_new", operator_new},
                                   {"mappings", mappings},
                                   {"sixteen_bytes", sixteen_bytes},
                                   {"from_early", from_early},
                                   {"threads", threads, true},
                                   {"many_threads", many_threads, true},
                                   {"child_by_fork", child_by_fork},
                                   {"child_without_memory", child_without_memory},
                                   {"fork_among_threads", fork_among_threads, true},
                                   {"keeps_errno", keeps_errno, true},
                                   {"is_interrupted", is_interrupted},
                                   {"changes_root", changes_root},
                                   {"nothing", nothing},
                                   {"rests", rests},
                                   {"goes_on_three_times", goes_on_three_times},
                                   {"never_stops", never_stops},
                                   {"fails_in_the_end", fails_in_the_end}};

int run(char** arguments) {
  const char* name = arguments[1];
  if (std::strcmp(name, "exec") == 0) {
    kept = std::malloc(500'000);
    ::leaktest_begin();
    char next[] = "sixteen_bytes";
    arguments[1] = next;
    ::execv("/proc/self/exe", arguments);
    return 4;
  }
  for (const Scenario& scenario : kScenarios) {
    if (std::strcmp(scenario.name, name) != 0) continue;
    NaiveCount warm_up;  // a thread's stack is kept for the next one, with what belongs to it
    if (scenario.has_threads) scenario.run(warm_up);
    ::leaktest_begin();
    int go_on = 0;
    do {
      NaiveCount count;
      scenario.run(count);
      go_on = ::leaktest_cycle();
      count.tell();
    } while (go_on != 0);
    return 0;
  }
  return 4;
}

}  // namespace
}  // namespace alertsage::leaktest

int main(int, char** argv) {
  return alertsage::leaktest::run(argv);
}

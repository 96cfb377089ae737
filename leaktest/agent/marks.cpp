// The calls with which a program says where its cycles are (leaktest.h), and the wait in them.
#include <linux/futex.h>
#include <malloc.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <climits>
#include <cstdlib>
#include <ctime>

#include "bench/probe/malloc_heap.hpp"
#include "leaktest/agent/attachment.hpp"
#include "leaktest/agent/export.hpp"

namespace alertsage::leaktest {
namespace {

// Until `word` is no longer `value`, or a second has passed; true where that was so. The deadline
// is a point in time, since a program with a timer of its own may be interrupted at any rate.
bool wait_a_second(std::atomic<std::uint32_t>& word, std::uint32_t value) noexcept {
  timespec deadline = {};
  ::clock_gettime(CLOCK_MONOTONIC, &deadline);
  ++deadline.tv_sec;
  while (word.load(std::memory_order_acquire) == value) {
    const long woken = ::syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, value, &deadline, nullptr,
                                 FUTEX_BITSET_MATCH_ANY);
    if (woken == -1 && errno == ETIMEDOUT) return true;
  }
  return false;
}

// Stops the process until the tester has answered. `stop` where there is none, or no longer.
Answer mark(Mark what) noexcept {
  SharedPage* page = attached_page();
  if (page == nullptr) return Answer::stop;
  if (page->ignores_marks.load(std::memory_order_relaxed) != 0) return Answer::go_on;
  const int kept_errno = errno;
  if (page->heap_known.load(std::memory_order_relaxed) != 0) {
    page->heap_in_use.store(probe::handed_out_by_malloc(), std::memory_order_relaxed);
  }
  page->mark.store(static_cast<std::uint32_t>(what), std::memory_order_relaxed);
  const std::uint32_t number = page->marked.fetch_add(1, std::memory_order_release) + 1;
  ::syscall(SYS_futex, &page->marked, FUTEX_WAKE, INT_MAX, nullptr, nullptr, 0);
  auto answer = static_cast<std::uint32_t>(Answer::stop);
  for (;;) {
    const std::uint32_t answered = page->answered.load(std::memory_order_acquire);
    if (answered == number) {
      answer = page->answer.load(std::memory_order_relaxed);
      break;
    }
    if (wait_a_second(page->answered, answered) && !tester_is_there()) {
      forget_tester();
      break;
    }
  }
  errno = kept_errno;
  return static_cast<Answer>(answer);
}

// Without a tester: whether $ALERTSAGE_LEAKTEST_CYCLES asks for more cycles than there were, so
// that the same loop runs under another tool.
bool wants_more() noexcept {
  static std::atomic<long> done = 0;
  const char* cycles = std::getenv(kCyclesVariable);
  return cycles != nullptr &&
         done.fetch_add(1, std::memory_order_relaxed) + 1 < std::strtol(cycles, nullptr, 10);
}

}  // namespace

}  // namespace alertsage::leaktest

ALERTSAGE_EXPORT void leaktest_begin(void) {
  alertsage::leaktest::mark(alertsage::leaktest::Mark::begin);
}

ALERTSAGE_EXPORT void alertsage_leaktest_held(void) {
  alertsage::leaktest::mark(alertsage::leaktest::Mark::held);
}

ALERTSAGE_EXPORT int leaktest_cycle(void) {
  using alertsage::leaktest::Answer;
  using alertsage::leaktest::Mark;
  if (alertsage::leaktest::attached_page() == nullptr) return alertsage::leaktest::wants_more();
  Answer answer = alertsage::leaktest::mark(Mark::cycle);
  if (answer == Answer::trim) {
    ::malloc_trim(0);
    answer = alertsage::leaktest::mark(Mark::trimmed);
  }
  return answer != Answer::stop ? 1 : 0;
}

#include <pthread.h>

#include "leaktest/agent/attachment.hpp"
#include "leaktest/agent/counting.hpp"
#include "leaktest/agent/system_calls.hpp"

namespace alertsage::leaktest {

SharedPage* count_into(SharedPage* page) noexcept {
  page->counts.store(0, std::memory_order_relaxed);
  return page;
}

void listen_for_forks() noexcept {
  ::pthread_atfork(nullptr, nullptr, go_on_in_child);
}

void count_apart(SharedPage* page) noexcept {
  if (page != nullptr) unmap_pages(page, sizeof(SharedPage));
}

}  // namespace alertsage::leaktest

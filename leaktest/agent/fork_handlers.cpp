// The C library calls the handlers of a child in the order in which they were registered, and other
// libraries register theirs before this object is set up. So it registers its own before it passes
// on the first of others: what those allocate in a child is then the child's.
#include <pthread.h>

#include "leaktest/agent/attachment.hpp"
#include "leaktest/agent/counting.hpp"
#include "leaktest/agent/export.hpp"
#include "leaktest/agent/next_functions.hpp"

namespace alertsage::leaktest {
namespace {

constinit pthread_once_t registered = PTHREAD_ONCE_INIT;

// For the program, whose handlers stay for good: those of an object go when exit(3) takes it down,
// after which there may still be a fork.
void register_own() noexcept {
  next.register_atfork(nullptr, nullptr, go_on_in_child, nullptr);
}

}  // namespace

void listen_for_forks() noexcept {
  ::pthread_once(&registered, register_own);
}

}  // namespace alertsage::leaktest

using namespace alertsage::leaktest;

// What pthread_atfork(3) calls: that is linked into every object that uses it.
// NOLINTNEXTLINE(readability-identifier-naming): the C library's name
ALERTSAGE_EXPORT int __register_atfork(ForkHandler prepare, ForkHandler parent, ForkHandler child,
                                       void* object) noexcept {
  listen_for_forks();
  return next.register_atfork(prepare, parent, child, object);
}

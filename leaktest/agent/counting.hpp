// What the two objects differ in: one counts, one does not (counts.cpp, no_counts.cpp).
#pragma once

#include "leaktest/agent/shared_page.hpp"

namespace alertsage::leaktest {

// From here on what is counted stands in `page`, with what has been counted since the start. The
// page may be moved: it is used where the answer points to. Called once, from a constructor.
SharedPage* count_into(SharedPage* page) noexcept;

// Has go_on_in_child called in each child by fork. To be called once.
void listen_for_forks() noexcept;

// In a child by fork, whose one thread this is: `page` is the parent's and is let go. The child
// goes on counting for itself, from what its parent had, or counts nothing any more where the
// kernel has no memory for that. `page` may be null.
void count_apart(SharedPage* page) noexcept;

}  // namespace alertsage::leaktest

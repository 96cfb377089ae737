// Whether this process is being tested, and the page that it then shares with its tester.
//
// It is where $ALERTSAGE_LEAKTEST names a page when this object is loaded, and the page is nobody's
// yet or this very process's: the first process to come has it, and keeps it over exec. All others
// that inherit the environment run untested, and so does a child by fork (not one by clone(2) or
// _Fork(3), of which the C library tells nobody). A shell that starts a program is thus the one
// that is tested, unless it ends in `exec`.
#pragma once

#include "leaktest/agent/shared_page.hpp"

namespace alertsage::leaktest {

// Null where there is no tester.
SharedPage* attached_page() noexcept;

// Whether the tester still has the page's file open. Asks the kernel.
bool tester_is_there() noexcept;

// The process goes on untested. The page stays mapped where counters lie in it.
void forget_tester() noexcept;

// What a child by fork has to do before all else.
void go_on_in_child() noexcept;

}  // namespace alertsage::leaktest

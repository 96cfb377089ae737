// The child's part: repeat one thing, and mark where it has been done.
#pragma once

#include <cstddef>
#include <string>

#include "core/load/loaded.hpp"
#include "leaktest/injected_leak.hpp"

namespace alertsage::leaktest {

struct CyclePlan {
  std::string mode;              // reports::leak_mode
  Loader load = {};              // what load-predict-drop repeats, and of what
  std::string input = {};        //   it asks for an answer
  std::string cached_path = {};  // the model that the cache is asked for in the other modes
  std::size_t loads = 1;         // at least; a tester may want more
  LeakKind leak = {};            // in each cycle
  bool say_each = false;         // print a line after each
};

// Runs the cycles in this process, with the marks of leaktest.h. Throws Error.
void run_cycles(const CyclePlan& plan);

}  // namespace alertsage::leaktest

// The child's part: repeat one thing, and take a sample of what the process holds after each time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/load/loaded.hpp"

namespace alertsage::leaktest {

struct CyclePlan {
  std::string strategy;          // as in row names
  std::string mode;              // reports::leak_mode
  Loader load = {};              // what load-predict-drop repeats, and of what
  std::string input = {};        //   it asks for an answer
  std::string cached_path = {};  // the model that the cache is asked for in the other modes
  std::size_t loads = 50;
  std::size_t inject_leak_bytes =
      0;  // malloc'ed, written and forgotten in each cycle: to see the verdict turn
};

struct CycleResult {
  std::map<std::string, double>
      first_load;  // what the first load added while it was held, in bytes
  std::map<std::string, std::vector<double>> series;  // one value a cycle
};

// Runs the cycles in this process, which should be a fresh one. Between two samples nothing is
// allocated but by what is tested: the series have their pages before. malloc_trim(3) before each
// sample takes back what the allocator kept, so that anonymous memory shows what is held and not
// what glibc might reuse. Throws Error.
CycleResult run_cycles(const CyclePlan& plan);

// The result as text, for the pipe to the parent; the way back throws Error (format).
std::string to_text(const CycleResult& result);
CycleResult parse_cycle_result(std::string_view text);

}  // namespace alertsage::leaktest

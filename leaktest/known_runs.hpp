// Real processes of which it is known whether, and how much, they leak.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "bench/probe/interrupt.hpp"
#include "leaktest/options.hpp"
#include "reports/results/leak_section.hpp"

namespace alertsage::leaktest {

struct KnownRun {
  std::string_view loader = {};  // of known_loaders.hpp
  std::string leak = {};         // as after --inject-leak; empty: none
  bool count = true;             // allocations
  bool from_outside = false;     // by /proc alone, a cycle a line; wants the paced loader
  std::size_t loads = 50;
};

// The verdict on it. Throws Error where the process fails; section.partial is not empty where the
// user interrupted it.
reports::LeakSection verdict_on(const KnownRun& run, const probe::Interrupt& interrupt);

}  // namespace alertsage::leaktest

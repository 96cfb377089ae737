// What the self-test asks and what came of it: a line a check.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "bench/probe/interrupt.hpp"

namespace alertsage::leaktest {

struct Outcome {
  std::size_t right = 0;
  std::size_t of = 0;
};

class Checks {
 public:
  // Prints the line, and remembers whether all was reached.
  void tell(std::string_view what, std::string_view asked, std::string_view got, bool reached);
  void expect_share(std::string_view what, double share, const Outcome& outcome);  // share: 0 to 1
  void expect_none(std::string_view what, const Outcome& outcome);

  bool reached_all() const noexcept { return reached_all_; }

 private:
  bool reached_all_ = true;
};

// Leaks of known size and loaders without one, in real processes: `runs` of each kind.
// Throws probe::Interrupted; Error where a process cannot be tested.
void check_processes(std::size_t runs, const probe::Interrupt& interrupt, Checks& checks);

// Made series whose truth is known. Throws probe::Interrupted.
void check_series(std::uint64_t seed, const probe::Interrupt& interrupt, Checks& checks);

}  // namespace alertsage::leaktest

// Other work on this machine while a gate runs, to see that it does not make the gate wrong.
#pragma once

#include <array>
#include <chrono>
#include <stop_token>
#include <string_view>
#include <thread>
#include <vector>

namespace alertsage::gate {

enum class LoadPattern {
  none,
  steady,    // on all processors, all the time
  ramp,      // more and more of the time, from nothing to all
  step,      // nothing in the first half, all the time in the second
  periodic,  // on and off, as long as a run of one side takes
};

inline constexpr std::array kLoadPatterns = {LoadPattern::none, LoadPattern::steady,
                                             LoadPattern::ramp, LoadPattern::step,
                                             LoadPattern::periodic};

std::string_view name_of(
    LoadPattern pattern) noexcept;  // "no other load", "load on all processors"

// Threads compute on each processor while the object lives.
class MachineLoad {
 public:
  struct Shape {
    LoadPattern pattern = LoadPattern::none;
    std::chrono::duration<double> length{10};   // of a ramp; a step comes after half of it
    std::chrono::duration<double> period{0.1};  // of what is periodic
    unsigned threads = 1;                       // a processor
  };

  explicit MachineLoad(const Shape& shape);

 private:
  std::vector<std::jthread> threads_;
};

}  // namespace alertsage::gate

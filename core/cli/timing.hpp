// What --timing prints.
#pragma once

#include <chrono>
#include <optional>

namespace alertsage::cli {

struct Timing {
  using Clock = std::chrono::steady_clock;

  Clock::time_point start = Clock::now();
  Clock::duration load{};
  std::optional<Clock::duration> first_prediction;

  // In the spirit of time(1): one line, machine-readable, on stderr.
  void print() const;
};

}  // namespace alertsage::cli

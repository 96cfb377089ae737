#include "core/cli/timing.hpp"

#include <fmt/format.h>

namespace alertsage::cli {

void Timing::print() const {
  const auto us = [](Clock::duration d) {
    return std::chrono::duration<double, std::micro>(d).count();
  };
  fmt::print(stderr, "timing: load_us={:.1f} first_prediction_us={:.1f} total_us={:.1f}\n",
             us(load), us(first_prediction.value_or(Clock::duration{})), us(Clock::now() - start));
}

}  // namespace alertsage::cli

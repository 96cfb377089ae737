#include "bench/gate/machine_load.hpp"

#include <algorithm>
#include <cmath>

#include "bench/gate/work.hpp"
#include "core/base/names.hpp"

namespace alertsage::gate {
namespace {

constexpr NameTable<LoadPattern, 5> kNames = {
    {{{LoadPattern::none, "no other load"},
      {LoadPattern::steady, "load on all processors"},
      {LoadPattern::ramp, "load that grows"},
      {LoadPattern::step, "load that sets in"},
      {LoadPattern::periodic, "load that comes and goes"}}}};

using Clock = std::chrono::steady_clock;
using Seconds = std::chrono::duration<double>;

constexpr Seconds kTurn{0.01};  // of working and resting, where it is not all of the time

// The share of the time that a thread works, so long after it began.
double share_of_work(const MachineLoad::Shape& shape, Seconds since) {
  switch (shape.pattern) {
    case LoadPattern::none:
      return 0;
    case LoadPattern::steady:
      return 1;
    case LoadPattern::ramp:
      return std::min(since / shape.length, 1.0);
    case LoadPattern::step:
      return since < shape.length / 2 ? 0 : 1;
    case LoadPattern::periodic:
      return std::fmod(since / shape.period, 1.0) < 0.5 ? 1 : 0;
  }
  return 0;
}

void work_in_turns(const std::stop_token& stop, const MachineLoad::Shape& shape) {
  const Clock::time_point start = Clock::now();
  while (!stop.stop_requested()) {
    const Clock::time_point turn = Clock::now();
    const Seconds working = kTurn * share_of_work(shape, turn - start);
    while (Clock::now() - turn < working) work(kControlSteps / 100);
    std::this_thread::sleep_for(kTurn - working);
  }
}

}  // namespace

std::string_view name_of(LoadPattern pattern) noexcept {
  return kNames.name(pattern);
}

MachineLoad::MachineLoad(const Shape& shape) {
  if (shape.pattern == LoadPattern::none) return;
  const unsigned threads = shape.threads * std::max(1U, std::thread::hardware_concurrency());
  for (unsigned i = 0; i < threads; ++i) {
    threads_.emplace_back([shape](const std::stop_token& stop) { work_in_turns(stop, shape); });
  }
}

}  // namespace alertsage::gate

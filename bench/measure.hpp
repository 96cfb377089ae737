// Timing one operation: the clock and the kernel's counters read before and after, and nothing else
// in between. In the process that counts allocations (allocation_pass.hpp), those are counted there
// too, and its times are not used.
#pragma once

#include <chrono>
#include <utility>

#include "bench/allocation_meter.hpp"
#include "bench/probe/usage.hpp"
#include "bench/suite.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::bench {

struct Measured {
  Sample sample;
  probe::Usage used;
};

// Counters of a sample in this process.
inline Sample with_usage(std::chrono::nanoseconds elapsed, const probe::Usage& used) {
  return {
      .elapsed = elapsed,
      .counters = {
          {reports::counter::kMinorFaults, static_cast<double>(used.minor_faults)},
          {reports::counter::kMajorFaults, static_cast<double>(used.major_faults)},
          {reports::counter::kReadBytes, static_cast<double>(used.device_read_bytes)},
          {reports::counter::kCpuSeconds, std::chrono::duration<double>(used.cpu_time()).count()},
      }};
}

// Runs `operation`, which returns what has to outlive the clock (a model is dropped after it has
// stopped). The counters are read outside the clock: getrusage(2) itself costs a microsecond.
template <typename Operation>
auto measure(Operation&& operation) {
  using Clock = std::chrono::steady_clock;
  const probe::Usage before = probe::process_usage();
  AllocationMeter* const meter = AllocationMeter::current();
  if (meter != nullptr) meter->start();
  const Clock::time_point start = Clock::now();
  auto result = std::forward<Operation>(operation)();
  const Clock::time_point end = Clock::now();
  if (meter != nullptr) meter->stop();
  const probe::Usage used = probe::process_usage() - before;
  Sample sample = with_usage(end - start, used);
  sample.in_this_process = true;
  return std::pair(std::move(result), Measured{std::move(sample), used});
}

}  // namespace alertsage::bench

// What one operation allocates, in a process that was started with alertsage-leaktest-counts.so
// preloaded. The process that measures times is not, so that no time has counting in it: there is
// no meter there, and measure() asks for none but by reading one pointer outside of the clock.
#pragma once

#include <cstdint>
#include <optional>

#include "leaktest/agent/allocation_counts.h"

namespace alertsage::bench {

// Blocks of the malloc family, and private anonymous mappings; files that were mapped are no
// allocations.
struct OperationAllocations {
  std::int64_t allocations = 0;
  std::int64_t allocated_bytes = 0;
  std::int64_t peak_live_bytes = 0;  // the most that was live at once, above what was before
};

// REQUIRES: one at a time. Not thread-safe, and exact while no other thread
// allocates.
class AllocationMeter {
 public:
  // Throws Error (environment) where nothing counts: the object is not preloaded, or the program's
  // malloc is not the one that it stands before.
  AllocationMeter();
  AllocationMeter(const AllocationMeter&) = delete;
  AllocationMeter& operator=(const AllocationMeter&) = delete;
  ~AllocationMeter();

  // The process's, or nullptr.
  static AllocationMeter* current() noexcept;

  // Right around the operation.
  void start() noexcept;
  void stop() noexcept;

  // The last operation, once; nothing where there was none since, or it had more mappings at once
  // than are followed.
  std::optional<OperationAllocations> take_last() noexcept;

  // Of the whole process, with everything that is mapped.
  std::int64_t live_bytes() const noexcept;

 private:
  alertsage_allocation_counter counter_;
  alertsage_allocation_sums before_ = {};
  std::optional<OperationAllocations> last_;
};

}  // namespace alertsage::bench

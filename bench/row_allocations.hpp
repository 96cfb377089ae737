// What a row's operation allocates, from a few of its samples.
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "bench/allocation_meter.hpp"
#include "bench/suite.hpp"

namespace alertsage::bench {

// Of one operation, where a sample is many their mean. `net_bytes`: what is live when all of a
// sample was dropped, less what was before, in every sample: the figure nearest to 0, since what
// stays now and then may be a cache that fills. Absent where there was time for one sample only.
struct RowAllocations {
  double allocations = 0;
  double allocated_bytes = 0;
  double peak_live_bytes = 0;
  std::optional<double> net_bytes = {};

  bool operator==(const RowAllocations&) const = default;
};

// Medians of three samples after one that is not counted, of up to 16 as long as something stays in
// each, of fewer where they take longer than `enough`. A sample without proof of its page state
// counts: that changes no allocation. Nothing where the operation is none of this process (of a
// child, it cannot be counted), or has too many mappings. Throws what `take` throws.
std::optional<RowAllocations> count_row(const std::function<Sample()>& take, AllocationMeter& meter,
                                        std::chrono::nanoseconds enough = std::chrono::seconds(1));

}  // namespace alertsage::bench

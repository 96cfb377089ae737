// What a row's operation allocates, from a few of its samples.
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "bench/allocation_meter.hpp"
#include "bench/suite.hpp"

namespace alertsage::bench {

// Of one operation; of a sample that is many, the mean. `net_bytes` is how many more bytes are live
// after a sample, all of whose results were dropped, than before it. Of several samples it is the
// figure nearest to 0: what stays after some of them only may be a cache that fills. Absent where
// there was time for one sample only.
struct RowAllocations {
  double allocations = 0;
  double allocated_bytes = 0;
  double peak_live_bytes = 0;
  std::optional<double> net_bytes = {};

  bool operator==(const RowAllocations&) const = default;
};

// Takes one sample to warm up and then three, or up to 16 as long as each of them leaves something
// behind, or fewer where `enough` has passed. Gives the medians of those that came after the first,
// or the first where there was no time for another. A sample whose page state could not be proved
// counts too, since that changes no allocation. Nothing where the operation does not run in this
// process (a child's cannot be counted) or has too many mappings. Throws what `take` throws.
std::optional<RowAllocations> count_row(const std::function<Sample()>& take, AllocationMeter& meter,
                                        std::chrono::nanoseconds enough = std::chrono::seconds(1));

}  // namespace alertsage::bench

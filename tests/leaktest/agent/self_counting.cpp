// Asks how much it has allocated, and says whether the answers are right.
#include "leaktest/agent/allocation_counts.h"
#include "tests/leaktest/agent/naive_count.hpp"

using alertsage::leaktest::require;

int main() {
  const alertsage_allocation_counter counter = alertsage_find_allocation_counter();
  if (counter.read == nullptr) {
    require(counter.follow_peak == nullptr, "half of the counter");
    return std::puts("nothing counts") >= 0 ? 0 : 1;
  }
  std::puts("counts");  // before: it makes a buffer
  alertsage_allocation_sums before = {};
  alertsage_allocation_sums after = {};
  counter.read(&before);
  require(before.peak_live_bytes == -1, "a peak that nobody asked for");
  counter.follow_peak(1);
  void* volatile large = std::malloc(1'000'000);
  const auto size = static_cast<std::int64_t>(::malloc_usable_size(large));
  std::free(large);
  void* volatile small = std::malloc(1000);
  counter.read(&after);
  require(after.allocations == before.allocations + 2, "allocations");
  require(after.live_blocks == before.live_blocks + 1, "live blocks");
  require(after.live_bytes ==
              before.live_bytes + static_cast<std::int64_t>(::malloc_usable_size(small)),
          "live bytes");
  require(after.peak_live_bytes == before.live_bytes + size, "peak");
  counter.follow_peak(1);
  counter.read(&after);
  require(after.peak_live_bytes == after.live_bytes, "a new peak begins with what is live");
  counter.follow_peak(0);
  counter.read(&after);
  require(after.peak_live_bytes == -1, "a peak that is not followed");
  return 0;
}

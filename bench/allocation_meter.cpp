#include "bench/allocation_meter.hpp"

#include <cstdlib>

#include "core/base/error.hpp"

namespace alertsage::bench {
namespace {

alertsage_allocation_sums sums_of(const alertsage_allocation_counter& counter) noexcept {
  alertsage_allocation_sums sums = {};
  counter.read(&sums);
  return sums;
}

bool sees_malloc(const alertsage_allocation_counter& counter) noexcept {
  if (counter.read == nullptr) return false;
  const std::int64_t before = sums_of(counter).allocations;
  void* volatile block = std::malloc(1);
  const bool seen = sums_of(counter).allocations > before;
  std::free(block);
  return seen;
}

AllocationMeter* current_meter = nullptr;

}  // namespace

AllocationMeter* AllocationMeter::current() noexcept {
  return current_meter;
}

AllocationMeter::AllocationMeter() : counter_(alertsage_find_allocation_counter()) {
  if (!sees_malloc(counter_)) {
    throw Error(ErrorKind::environment,
                "nothing counts this program's allocations: alertsage-leaktest-counts.so could not "
                "be preloaded, or malloc is another one");
  }
  current_meter = this;
}

AllocationMeter::~AllocationMeter() {
  current_meter = nullptr;
}

void AllocationMeter::start() noexcept {
  counter_.follow_peak(1);
  before_ = sums_of(counter_);
}

void AllocationMeter::stop() noexcept {
  const alertsage_allocation_sums after = sums_of(counter_);
  counter_.follow_peak(0);
  if (after.peak_live_bytes < 0) return;
  last_ = OperationAllocations{
      .allocations = after.allocations - before_.allocations + after.anonymous_mappings,
      .allocated_bytes =
          after.allocated_bytes - before_.allocated_bytes + after.anonymous_mapped_bytes,
      .peak_live_bytes = after.peak_live_bytes - before_.live_bytes};
}

std::optional<OperationAllocations> AllocationMeter::take_last() noexcept {
  const std::optional<OperationAllocations> last = last_;
  last_.reset();
  return last;
}

std::int64_t AllocationMeter::live_bytes() const noexcept {
  const alertsage_allocation_sums sums = sums_of(counter_);
  return sums.live_bytes + sums.mapped_bytes;
}

}  // namespace alertsage::bench

// Asks how much it has allocated, and says whether the answers are right.
#include <sys/mman.h>

#include "leaktest/agent/allocation_counts.h"
#include "tests/leaktest/agent/naive_count.hpp"

using alertsage::leaktest::require;

namespace {

constexpr std::size_t kMegabyte = 1 << 20;

void* map(std::size_t bytes, int flags, int file) {
  void* mapped = ::mmap(nullptr, bytes, PROT_READ, flags, file, 0);
  require(mapped != MAP_FAILED, "a mapping");
  return mapped;
}

alertsage_allocation_sums sums_of(const alertsage_allocation_counter& counter) {
  alertsage_allocation_sums sums = {};
  counter.read(&sums);
  return sums;
}

// Memory that a program takes past malloc; a mapped file is none.
void follow_mappings(const alertsage_allocation_counter& counter) {
  constexpr int kOwn = MAP_PRIVATE | MAP_ANONYMOUS;
  constexpr auto kSize = static_cast<std::int64_t>(kMegabyte);
  const int file = ::memfd_create("file", 0);
  require(file >= 0 && ::ftruncate(file, kMegabyte) == 0, "a file");
  counter.follow_peak(1);
  const alertsage_allocation_sums before = sums_of(counter);
  void* of_file = map(kMegabyte, MAP_PRIVATE, file);
  require(sums_of(counter).peak_live_bytes == before.live_bytes, "a mapped file in the peak");
  require(sums_of(counter).mapped_bytes == before.mapped_bytes + kSize, "mapped bytes");
  ::munmap(of_file, kMegabyte);

  char* whole = static_cast<char*>(map(3 * kMegabyte, kOwn, -1));
  ::munmap(whole + kMegabyte, kMegabyte);  // out of the middle
  require(sums_of(counter).peak_live_bytes == before.live_bytes + 3 * kSize, "mapped peak");
  void* second = map(2 * kMegabyte - 1, kOwn, -1);
  require(sums_of(counter).peak_live_bytes == before.live_bytes + 4 * kSize, "a second peak");
  void* moved = ::mremap(second, 2 * kMegabyte, 3 * kMegabyte, MREMAP_MAYMOVE);
  ::munmap(whole, 3 * kMegabyte);  // with the hole
  ::munmap(moved, 3 * kMegabyte);
  const alertsage_allocation_sums after = sums_of(counter);
  require(after.peak_live_bytes == before.live_bytes + 5 * kSize, "the peak of what was moved");
  require(after.anonymous_mappings == 3, "mappings");
  require(after.anonymous_mapped_bytes == 8 * kSize, "bytes of mappings");
  require(after.mapped_bytes == before.mapped_bytes, "unmapped bytes, the hole but once");
  ::close(file);
}

// More than are kept: no peak is better than a wrong one.
void lose_count_of_mappings(const alertsage_allocation_counter& counter) {
  counter.follow_peak(1);
  for (int i = 0; i < 257; ++i) map(1, MAP_PRIVATE | MAP_ANONYMOUS, -1);
  require(sums_of(counter).peak_live_bytes == -1, "a peak of mappings that were missed");
  counter.follow_peak(0);
}

}  // namespace

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
  follow_mappings(counter);
  lose_count_of_mappings(counter);
  return 0;
}

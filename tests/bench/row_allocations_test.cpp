// Runs with what counts preloaded. The truth is a count beside it, of malloc_usable_size(3).
#define BOOST_TEST_MODULE row_allocations
#include "bench/row_allocations.hpp"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <memory>
#include <thread>
#include <vector>

#include "bench/measure.hpp"
#include "core/base/random.hpp"

namespace alertsage::bench {
namespace {

using Block = std::unique_ptr<void, decltype(&std::free)>;

Block block_of(std::size_t bytes) {
  return {std::malloc(bytes), std::free};
}

double usable(const Block& block) {
  return static_cast<double>(::malloc_usable_size(block.get()));
}

RowAllocations counted(const std::function<Sample()>& take) {
  AllocationMeter meter;
  const auto result = count_row(take, meter);
  BOOST_REQUIRE(result.has_value());
  return *result;
}

BOOST_AUTO_TEST_SUITE(row_allocations)

BOOST_AUTO_TEST_CASE(are_those_of_the_operation_alone) {
  double large = 0;
  double small = 0;
  const RowAllocations result = counted([&] {
    const Block prepared = block_of(50'000);
    auto [kept, measured] = measure([&] {
      {
        const Block dropped = block_of(1'000'000);
        large = usable(dropped);
      }
      Block block = block_of(1000);
      small = usable(block);
      return block;
    });
    const Block checked = block_of(2'000'000);
    return measured.sample;
  });
  BOOST_TEST((result == RowAllocations{.allocations = 2,
                                       .allocated_bytes = large + small,
                                       .peak_live_bytes = large,
                                       .net_bytes = 0}));
}

// Blocks that come and go at random, and their truth.
BOOST_AUTO_TEST_CASE(agree_with_a_naive_count) {
  std::vector<Block> live;
  live.reserve(1000);
  RowAllocations naive;
  const RowAllocations result = counted([&] {
    SplitMix64 random(7);  // the same in each sample
    naive = {.net_bytes = 0};
    double now = 0;
    const auto come_and_go = [&] {
      for (int i = 0; i < 1000; ++i) {
        if (!live.empty() && random.below(3) == 0) {
          now -= usable(live.back());
          live.pop_back();
        } else {
          live.push_back(block_of(1 + random.below(5000)));
          now += usable(live.back());
          naive.allocations += 1;
          naive.allocated_bytes += usable(live.back());
          naive.peak_live_bytes = std::max(naive.peak_live_bytes, now);
        }
      }
      return 0;
    };
    const Sample sample = measure(come_and_go).second.sample;
    live.clear();
    return sample;
  });
  BOOST_TEST(naive.allocations > 500);
  BOOST_TEST((result == naive));
}

BOOST_AUTO_TEST_CASE(have_own_memory_that_was_mapped_and_not_files) {
  constexpr std::size_t kSize = 1 << 20;
  const int file = ::memfd_create("file", MFD_CLOEXEC);
  BOOST_REQUIRE(::ftruncate(file, kSize) == 0);
  const RowAllocations result = counted([&] {
    return measure([&] {
             void* own = ::mmap(nullptr, kSize, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
             void* of_file = ::mmap(nullptr, kSize, PROT_READ, MAP_PRIVATE, file, 0);
             ::munmap(of_file, kSize);
             return ::munmap(own, kSize);
           })
        .second.sample;
  });
  ::close(file);
  BOOST_TEST(
      (result ==
       RowAllocations{
           .allocations = 1, .allocated_bytes = kSize, .peak_live_bytes = kSize, .net_bytes = 0}));
}

BOOST_AUTO_TEST_CASE(show_what_an_operation_leaks) {
  std::vector<Block> leaked;
  leaked.reserve(1000);
  const RowAllocations result = counted([&] {
    return measure([&] {
             leaked.push_back(block_of(1000));
             return 0;
           })
        .second.sample;
  });
  BOOST_TEST(result.net_bytes.value() == usable(leaked.front()));
  const RowAllocations mapped = counted([&] {
    return measure(
               [&] { return ::mmap(nullptr, 4096, PROT_READ, MAP_SHARED | MAP_ANONYMOUS, -1, 0); })
        .second.sample;
  });
  BOOST_TEST(mapped.net_bytes.value() >= 4096);
}

BOOST_AUTO_TEST_CASE(do_not_have_what_is_made_once_in_them) {
  Block once(nullptr, std::free);
  const RowAllocations result = counted([&] {
    return measure([&] {
             if (once == nullptr) once = block_of(100'000);
             return 0;
           })
        .second.sample;
  });
  BOOST_TEST((result == RowAllocations{.net_bytes = 0}));
}

// The model cache keeps a path in each of its places, and fills another one with each sample.
BOOST_AUTO_TEST_CASE(do_not_call_a_cache_that_fills_a_leak) {
  std::vector<Block> places;
  places.reserve(8);
  const RowAllocations result = counted([&] {
    return measure([&] {
             if (places.size() < 8) places.push_back(block_of(1000));
             return 0;
           })
        .second.sample;
  });
  BOOST_TEST(result.net_bytes.value() == 0);
}

BOOST_AUTO_TEST_CASE(of_many_operations_are_the_mean) {
  const RowAllocations result = counted([] {
    Sample sample = measure([] {
                      for (int i = 0; i < 8; ++i) block_of(24);
                      return 0;
                    }).second.sample;
    sample.operations = 16;
    return sample;
  });
  const double size = usable(block_of(24));
  BOOST_TEST((result == RowAllocations{.allocations = 0.5,
                                       .allocated_bytes = size / 2,
                                       .peak_live_bytes = size,
                                       .net_bytes = 0}));
}

BOOST_AUTO_TEST_CASE(do_not_ask_for_a_proof_of_the_page_state) {
  const RowAllocations result = counted([]() -> Sample {
    static_cast<void>(measure([] { return block_of(24); }));
    throw probe::DroppedSample("4096 bytes were read from the device");
  });
  BOOST_TEST(result.allocations == 1);
  BOOST_TEST(result.net_bytes.value() == 0);
}

BOOST_AUTO_TEST_CASE(of_another_process_are_unknown) {
  AllocationMeter meter;
  int taken = 0;
  const auto take = [&] {
    ++taken;
    return Sample{};
  };
  BOOST_TEST(!count_row(take, meter).has_value());
  BOOST_TEST(taken == 1);
}

// Once it is done, it is not known whether what stays would stay again.
BOOST_AUTO_TEST_CASE(of_a_row_that_is_slow_are_of_one_sample_and_say_nothing_of_what_stays) {
  AllocationMeter meter;
  int taken = 0;
  const auto take = [&] {
    ++taken;
    return measure([] {
             std::this_thread::sleep_for(std::chrono::milliseconds(2));
             return block_of(24);
           })
        .second.sample;
  };
  const auto result = count_row(take, meter, std::chrono::milliseconds(1));
  BOOST_TEST(taken == 1);
  BOOST_TEST(result.value().allocations == 1);
  BOOST_TEST(!result.value().net_bytes.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::bench

// malloc is replaced for this whole program, so that every allocation is seen, whoever makes it:
// operator new, the C library, a thread.
#define BOOST_TEST_MODULE bench_probe_allocation
#include <unistd.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <string>

#include "bench/probe/process_memory.hpp"
#include "bench/probe/usage.hpp"

namespace {

std::atomic<unsigned> allocations = 0;

}  // namespace

extern "C" void* __libc_malloc(std::size_t size);
extern "C" void* malloc(std::size_t size) {
  ++allocations;
  return __libc_malloc(size);
}

namespace alertsage::probe {

BOOST_AUTO_TEST_SUITE(allocation)

BOOST_AUTO_TEST_CASE(the_counter_of_this_test_counts) {
  const unsigned before = allocations;
  const std::string text(1000, 'x');
  BOOST_TEST(allocations == before + 1);
  BOOST_TEST(text.size() == 1000U);
}

BOOST_AUTO_TEST_CASE(sampling_allocates_nothing_after_the_first_sample) {
  sample_memory();
  const unsigned before = allocations;
  const MemorySample memory = sample_memory();
  const MemorySample of_parent = sample_memory(::getppid());
  const auto sharing = sample_sharing();
  const Usage process = process_usage();
  const Usage thread = thread_usage();
  const unsigned after = allocations;
  BOOST_TEST(after == before);
  BOOST_TEST(memory.heap_in_use_bytes.has_value());
  BOOST_TEST(of_parent.threads.has_value());
  BOOST_TEST(sharing.has_value());
  BOOST_TEST(process.minor_faults >= thread.minor_faults);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::probe

#include "bench/probe/usage.hpp"

#include <sys/mman.h>
#include <sys/resource.h>
#include <time.h>

#include <boost/test/unit_test.hpp>
#include <thread>

#include "tests/bench/probe/fixtures.hpp"

namespace alertsage::probe {
namespace {

constexpr std::size_t kPages = 256;

// Writes fresh small pages: one minor fault each.
void fault_pages() {
  const Mapping memory(kPages * 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS);
  memory.write_all();
}

void burn_cpu_time(std::chrono::nanoseconds amount) {
  timespec now{};
  do {
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  } while (std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec) < amount);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(usage)

BOOST_AUTO_TEST_CASE(the_kernels_units_become_nanoseconds_and_bytes) {
  struct rusage figures {};
  figures.ru_utime = {.tv_sec = 2, .tv_usec = 3};
  figures.ru_stime = {.tv_sec = 0, .tv_usec = 500'000};
  figures.ru_minflt = 7;
  figures.ru_majflt = 5;
  figures.ru_inblock = 131'080;  // 64 MiB and eight sectors
  const Usage usage = usage_of(figures);
  BOOST_TEST(usage.user_time.count() == 2'000'003'000);
  BOOST_TEST(usage.system_time.count() == 500'000'000);
  BOOST_TEST(usage.cpu_time().count() == 2'500'003'000);
  BOOST_TEST(usage.minor_faults == 7U);
  BOOST_TEST(usage.major_faults == 5U);
  BOOST_TEST(usage.device_read_bytes == (64U << 20) + 4096);
}

BOOST_AUTO_TEST_CASE(a_difference_is_taken_of_every_figure) {
  const Usage earlier = {std::chrono::nanoseconds(1), std::chrono::nanoseconds(2), 3, 4, 5};
  const Usage later = {std::chrono::nanoseconds(11), std::chrono::nanoseconds(102), 1003, 10004,
                       100005};
  const Usage used = later - earlier;
  BOOST_TEST(used.user_time.count() == 10);
  BOOST_TEST(used.system_time.count() == 100);
  BOOST_TEST(used.minor_faults == 1000U);
  BOOST_TEST(used.major_faults == 10000U);
  BOOST_TEST(used.device_read_bytes == 100000U);
}

BOOST_AUTO_TEST_CASE(fresh_pages_are_minor_faults_of_the_thread_that_touches_them) {
  const Usage process_before = process_usage();
  const Usage thread_before = thread_usage();
  std::uint64_t faults_of_other = 0;
  std::thread other([&] {
    const Usage before = thread_usage();
    fault_pages();
    faults_of_other = (thread_usage() - before).minor_faults;
  });
  other.join();
  BOOST_TEST(faults_of_other >= kPages);
  BOOST_TEST((process_usage() - process_before).minor_faults >= kPages);
  BOOST_TEST((thread_usage() - thread_before).minor_faults < kPages);
}

BOOST_AUTO_TEST_CASE(cpu_time_is_what_the_threads_clock_says) {
  constexpr std::chrono::milliseconds kAmount(20);
  std::thread([&] {
    burn_cpu_time(kAmount);
    // The same account at the resolution of a microsecond.
    BOOST_TEST(thread_usage().cpu_time().count() >=
               std::chrono::nanoseconds(kAmount).count() - 1'000'000);
  }).join();
  BOOST_TEST(process_usage().cpu_time().count() >=
             std::chrono::nanoseconds(kAmount).count() - 1'000'000);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::probe

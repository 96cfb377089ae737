#include "bench/probe/process_memory.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/base/file.hpp"
#include "core/base/version.hpp"
#include "tests/bench/probe/fixtures.hpp"

namespace alertsage::probe {
namespace {

constexpr std::uint64_t kSize = 8 << 20;
constexpr std::uint64_t kSlack = 1 << 20;  // what the test itself may take on the way

// `now - before` is `expected` and at most the slack more or less.
void check_growth(std::optional<std::uint64_t> before, std::optional<std::uint64_t> now,
                  std::uint64_t expected) {
  BOOST_TEST_REQUIRE(before.has_value());
  BOOST_TEST_REQUIRE(now.has_value());
  BOOST_TEST(*now + kSlack >= *before + expected);
  BOOST_TEST(*now <= *before + expected + kSlack);
}

MemorySample settled() {
  sample_memory();  // touches the stack that it needs
  return sample_memory();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(process_memory)

BOOST_AUTO_TEST_CASE(sees_anonymous_memory_when_it_is_touched_and_not_before) {
  const MemorySample start = settled();
  const Mapping memory(kSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS);
  check_growth(start.rss_anon_bytes, sample_memory().rss_anon_bytes, 0);
  memory.write_all();
  const MemorySample touched = sample_memory();
  check_growth(start.rss_anon_bytes, touched.rss_anon_bytes, kSize);
  check_growth(start.rss_file_bytes, touched.rss_file_bytes, 0);
  check_growth(start.rss_shmem_bytes, touched.rss_shmem_bytes, 0);
}

BOOST_AUTO_TEST_CASE(tells_shared_memory_from_private) {
  const MemorySample start = settled();
  const Mapping memory(kSize, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS);
  memory.write_all();
  const MemorySample touched = sample_memory();
  check_growth(start.rss_shmem_bytes, touched.rss_shmem_bytes, kSize);
  check_growth(start.rss_anon_bytes, touched.rss_anon_bytes, 0);
}

BOOST_AUTO_TEST_CASE(tells_the_pages_of_a_mapped_file_from_memory) {
  const FreshDirectory directory(TEST_DISK_DIRECTORY);
  const FileDescriptor file =
      open_for_reading(directory.write("model", noise(static_cast<std::size_t>(kSize))));
  const MemorySample start = settled();
  const Mapping memory(kSize, PROT_READ, MAP_SHARED, file.get());
  memory.read_all();
  const MemorySample touched = sample_memory();
  check_growth(start.rss_file_bytes.value() + start.rss_shmem_bytes.value(),
               touched.rss_file_bytes.value() + touched.rss_shmem_bytes.value(), kSize);
  check_growth(start.rss_anon_bytes, touched.rss_anon_bytes, 0);
}

BOOST_AUTO_TEST_CASE(the_peak_stays_when_the_memory_is_gone) {
  {
    const Mapping memory(kSize * 4, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS);
    memory.write_all();
  }
  const MemorySample now = sample_memory();
  const std::uint64_t resident =
      now.rss_anon_bytes.value() + now.rss_file_bytes.value() + now.rss_shmem_bytes.value();
  BOOST_TEST(now.peak_rss_bytes.value() + kSlack >= resident);
  BOOST_TEST(now.peak_rss_bytes.value() >= kSize * 4);
}

BOOST_AUTO_TEST_CASE(counts_one_more_descriptor_and_one_less_when_it_closes) {
  const auto before = settled().descriptors;
  FileDescriptor file(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  BOOST_TEST(sample_memory().descriptors.value() == before.value() + 1);
  file.reset();
  BOOST_TEST(sample_memory().descriptors.value() == before.value());
}

BOOST_AUTO_TEST_CASE(its_count_of_descriptors_is_that_of_the_directory) {
  // More than one buffer of directory entries.
  std::vector<FileDescriptor> files;
  files.reserve(300);
  for (int i = 0; i < 300; ++i) files.emplace_back(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  std::uint64_t listed = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) {
    listed += entry.path().empty() ? 0U : 1U;
  }
  BOOST_TEST(sample_memory().descriptors.value() == listed - 1);  // less the one that listed them
}

BOOST_AUTO_TEST_CASE(counts_one_more_mapping) {
  const FileDescriptor file = open_for_reading("/proc/self/exe");
  const auto before = settled().mappings;
  const Mapping memory(4096, PROT_READ, MAP_SHARED, file.get());
  BOOST_TEST(sample_memory().mappings.value() == before.value() + 1);
}

BOOST_AUTO_TEST_CASE(counts_one_more_thread) {
  const auto before = settled().threads;
  std::mutex gate;
  gate.lock();
  std::thread thread([&] { const std::lock_guard wait(gate); });
  BOOST_TEST(sample_memory().threads.value() == before.value() + 1);
  gate.unlock();
  thread.join();
}

BOOST_AUTO_TEST_CASE(counts_small_and_large_blocks_of_the_heap) {
  const auto before = settled().heap_in_use_bytes;
  if (!sanitizers().empty()) {  // whose malloc mallinfo2 knows nothing of
    BOOST_TEST(!before.has_value());
    return;
  }
  BOOST_TEST_REQUIRE(before.has_value());
  constexpr std::uint64_t kSmall = 10'000;
  constexpr std::uint64_t kLarge = 64 << 20;  // above the highest threshold from which malloc maps
  const auto small = std::make_unique<char[]>(kSmall);
  const auto large = std::make_unique_for_overwrite<char[]>(kLarge);
  const std::uint64_t grown = sample_memory().heap_in_use_bytes.value() - *before;
  BOOST_TEST(grown >= kSmall + kLarge);
  BOOST_TEST(grown <= kSmall + kLarge + 2 * 4096);
}

BOOST_AUTO_TEST_CASE(sees_another_process_but_not_its_heap) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  const MemorySample seen = sample_memory(child);
  BOOST_TEST(has_memory(child));
  ::kill(child, SIGKILL);
  siginfo_t end{};
  ::waitid(P_PID, static_cast<id_t>(child), &end, WEXITED | WNOWAIT);
  BOOST_TEST(!has_memory(child));
  ::waitpid(child, nullptr, 0);
  BOOST_TEST(seen.rss_anon_bytes.value() > 0U);
  BOOST_TEST(seen.mappings.value() > 0U);
  BOOST_TEST(seen.threads.value() == 1U);
  BOOST_TEST(seen.descriptors.value() >= sample_memory().descriptors.value());
  BOOST_TEST(!seen.heap_in_use_bytes.has_value());
}

BOOST_AUTO_TEST_CASE(its_own_number_is_itself) {
  BOOST_TEST(sample_memory(::getpid()).descriptors.value() == sample_memory().descriptors.value());
}

BOOST_AUTO_TEST_CASE(a_process_that_is_not_there_has_no_figures) {
  const pid_t none = -7;
  const MemorySample seen = sample_memory(none);
  BOOST_TEST(!seen.rss_anon_bytes.has_value());
  BOOST_TEST(!seen.mappings.has_value());
  BOOST_TEST(!seen.descriptors.has_value());
  BOOST_TEST(!seen.threads.has_value());
  BOOST_TEST(!has_memory(none));
  BOOST_TEST(!sample_sharing(none).has_value());
}

BOOST_AUTO_TEST_CASE(written_memory_is_private_and_dirty) {
  const auto before = sample_sharing();
  BOOST_TEST_REQUIRE(before.has_value());
  const Mapping memory(kSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS);
  memory.write_all();
  const auto now = sample_sharing();
  check_growth(before->private_dirty_bytes, now->private_dirty_bytes, kSize);
  check_growth(before->uss_bytes, now->uss_bytes, kSize);
  check_growth(before->pss_bytes, now->pss_bytes, kSize);
}

BOOST_AUTO_TEST_CASE(a_file_mapped_twice_is_shared_and_its_proportional_size_is_not_doubled) {
  const FreshDirectory directory(TEST_DISK_DIRECTORY);
  const FileDescriptor file =
      open_for_reading(directory.write("model", noise(static_cast<std::size_t>(kSize))));
  ::fdatasync(file.get());  // or its pages would count as dirty
  const auto before = sample_sharing();
  const Mapping one(kSize, PROT_READ, MAP_SHARED, file.get());
  const Mapping two(kSize, PROT_READ, MAP_SHARED, file.get());
  one.read_all();
  two.read_all();
  const auto now = sample_sharing();
  check_growth(before->shared_clean_bytes, now->shared_clean_bytes, 2 * kSize);
  check_growth(before->pss_bytes, now->pss_bytes, kSize);
  check_growth(before->uss_bytes, now->uss_bytes, 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::probe

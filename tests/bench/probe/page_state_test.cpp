#include "bench/probe/page_state.hpp"

#include <fcntl.h>
#include <sys/resource.h>

#include <array>
#include <boost/test/unit_test.hpp>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/memory.hpp"
#include "tests/bench/probe/cold_place.hpp"
#include "tests/bench/probe/fixtures.hpp"

namespace alertsage::probe {
namespace {

constexpr std::size_t kSize = 1 << 20;
constexpr int kTries = 100;
constexpr Usage kReadNothing = {};
constexpr Usage kReadSomething = {.device_read_bytes = 4096};

struct Made {
  FreshDirectory directory{TEST_DISK_DIRECTORY};
  std::filesystem::path path = directory.write("model", noise(kSize));

  PageState state(Pages pages) const { return {std::array{path}, pages}; }

  // One that can tell what others read, which it learns in a moment in which they do not.
  PageState cold_state() const {
    for (int tried = 1; tried < kTries; ++tried) {
      PageState cold = state(Pages::cold);
      if (cold.describe_proof().find("cannot be proven") == std::string::npos) return cold;
    }
    return state(Pages::cold);
  }

  // As somebody else would do it, behind the state's back.
  void evict() const {
    const FileDescriptor file = open_for_reading(path);
    BOOST_REQUIRE(::fdatasync(file.get()) == 0);
    BOOST_REQUIRE(::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED) == 0);
  }
};

// Why the sample is dropped; empty where it is not.
std::string drop(const PageState& state, const Usage& used) {
  try {
    state.prove(used);
    return "";
  } catch (const DroppedSample& dropped) {
    return dropped.what();
  }
}

// Of an attempt at a cold sample. While others read from devices it is dropped, as it should be,
// and made again.
template <typename Attempt>
std::string drop_where_undisturbed(Attempt attempt) {
  std::string reason = attempt();
  for (int tried = 1; tried < kTries && reason.starts_with("others read "); ++tried) {
    reason = attempt();
  }
  return reason;
}

bool drops(const PageState& state, const Usage& used) {
  return !drop(state, used).empty();
}

Usage usage_of_reading(const std::filesystem::path& path) {
  const Usage before = thread_usage();
  read_sequentially(path);
  return thread_usage() - before;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(page_state, Made,
                         *boost::unit_test::precondition(files_here_can_be_made_cold))

BOOST_AUTO_TEST_CASE(a_cold_sample_must_have_read_from_the_device) {
  const PageState cold = state(Pages::cold);
  cold.prepare();
  BOOST_TEST(drop(cold, kReadNothing) == "nothing was read from the device");
  BOOST_TEST(drop_where_undisturbed([&] {
               cold.prepare();
               return drop(cold, usage_of_reading(path));
             }) == "");
}

BOOST_AUTO_TEST_CASE(what_is_resident_must_have_been_read_by_the_sample) {
  const PageState cold = state(Pages::cold);
  cold.prepare();
  read_sequentially(path);  // by somebody else, between the eviction and the sample
  BOOST_TEST(drop(cold, {.device_read_bytes = kSize - 4096}) ==
             "1048576 bytes are resident and only 1044480 were read by the process: somebody else "
             "read the file");
}

BOOST_AUTO_TEST_CASE(reading_other_files_does_not_account_for_what_somebody_else_read) {
  const auto other = directory.write("other", noise(kSize));
  const PageCache other_cache(other);
  const PageState cold = cold_state();
  BOOST_TEST_REQUIRE(other_cache.make_cold().succeeded());
  cold.prepare();
  const Usage used = usage_of_reading(other);
  read_sequentially(path);
  BOOST_TEST(used.device_read_bytes >= kSize);
  BOOST_TEST(drop(cold, used).starts_with("others read "));
}

BOOST_AUTO_TEST_CASE(a_cold_sample_may_read_other_files_too) {
  const auto other = directory.write("other", noise(kSize));
  const PageCache other_cache(other);
  const PageState cold = state(Pages::cold);
  BOOST_TEST(drop_where_undisturbed([&] {
               BOOST_TEST_REQUIRE(other_cache.make_cold().succeeded());
               cold.prepare();
               const Usage before = thread_usage();
               read_sequentially(other);
               read_sequentially(path);
               return drop(cold, thread_usage() - before);
             }) == "");
}

// A page of a hole comes into memory without a read.
BOOST_AUTO_TEST_CASE(holes_need_not_have_been_read) {
  std::filesystem::resize_file(path, 4 * kSize);
  const PageState cold = state(Pages::cold);
  BOOST_TEST(drop_where_undisturbed([&] {
               cold.prepare();
               return drop(cold, usage_of_reading(path));
             }) == "");
}

BOOST_AUTO_TEST_CASE(a_file_that_was_mapped_since_drops_the_sample) {
  const PageState cold = state(Pages::cold);
  const MappedFile held(path);
  BOOST_CHECK_THROW(cold.prepare(), DroppedSample);
}

BOOST_AUTO_TEST_CASE(files_that_cannot_be_cold_are_listed_where_that_is_asked_for) {
  const FreshDirectory memory("/dev/shm");
  const std::array files = {path, memory.write("model", "bytes"), directory.write("empty", "")};
  BOOST_CHECK_THROW(PageState(files, Pages::cold), Error);
  const PageState cold(files, Pages::cold, Uncontrolled::listed);
  BOOST_TEST(cold.file_count() == 1U);
  BOOST_TEST(cold.bytes() == kSize);
  BOOST_TEST_REQUIRE(cold.uncontrolled().size() == 2U);
  BOOST_TEST(cold.uncontrolled()[0].path == files[1]);
  BOOST_TEST(cold.uncontrolled()[0].reason ==
             "cannot be made cold: it is on tmpfs, which has no place but memory");
  BOOST_TEST(cold.uncontrolled()[1].reason == "is empty, so it is neither cold nor warm");
  BOOST_TEST(cold.describe_proof().starts_with("1 file, 1.0 MiB, by "));
  BOOST_TEST(cold.describe_proof().find("; left as they are: 2 files (") != std::string::npos);
  BOOST_CHECK_THROW(PageState(std::span(files).last(2), Pages::cold, Uncontrolled::listed), Error);
}

BOOST_AUTO_TEST_CASE(there_may_be_more_files_than_can_be_open) {
  std::vector<std::filesystem::path> files;
  while (files.size() < 100)
    files.push_back(directory.write(std::to_string(files.size()), "bytes"));
  struct rlimit before {};
  BOOST_TEST_REQUIRE(::getrlimit(RLIMIT_NOFILE, &before) == 0);
  const struct rlimit few = {.rlim_cur = 32, .rlim_max = before.rlim_max};
  BOOST_TEST_REQUIRE(::setrlimit(RLIMIT_NOFILE, &few) == 0);
  const PageState cold(files, Pages::cold);
  cold.prepare();
  BOOST_TEST(cold.file_count() == 100U);
  BOOST_TEST(::setrlimit(RLIMIT_NOFILE, &before) == 0);
}

BOOST_AUTO_TEST_CASE(a_cold_state_evicts_before_each_sample) {
  const PageState cold = state(Pages::cold);
  for (int i = 0; i < 3; ++i) {
    read_sequentially(path);
    cold.prepare();
    const Usage before = process_usage();
    read_sequentially(path);
    BOOST_TEST((process_usage() - before).device_read_bytes >= kSize);
  }
}

BOOST_AUTO_TEST_CASE(a_warm_sample_must_not_have_read_from_the_device) {
  const PageState warm = state(Pages::warm);
  warm.prepare();
  BOOST_TEST(!drops(warm, kReadNothing));
  BOOST_TEST(drops(warm, kReadSomething));
}

BOOST_AUTO_TEST_CASE(
    a_warm_sample_of_a_file_that_left_memory_is_dropped_and_the_next_is_warm_again) {
  const PageState warm = state(Pages::warm);
  evict();
  BOOST_TEST(drops(warm, kReadNothing));
  BOOST_TEST(!drops(warm, kReadNothing));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::probe

#include "bench/probe/page_cache.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <thread>

#include "bench/probe/usage.hpp"
#include "core/base/error.hpp"
#include "core/base/memory.hpp"
#include "tests/bench/probe/cold_place.hpp"
#include "tests/bench/probe/fixtures.hpp"

namespace alertsage::probe {
namespace {

constexpr std::size_t kSize = (4 << 20) + 100;

// A model-sized file of its own for each case.
struct Model {
  FreshDirectory directory{TEST_DISK_DIRECTORY};
  std::filesystem::path path = directory.write("model", noise(kSize));
  PageCache cache{path};
};

std::uint64_t device_bytes_of_reading(const std::filesystem::path& path) {
  const Usage before = process_usage();
  read_sequentially(path);
  return (process_usage() - before).device_read_bytes;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(page_cache, *boost::unit_test::precondition(files_here_can_be_made_cold))

BOOST_AUTO_TEST_CASE(a_cold_file_has_no_page_in_memory_and_reading_it_reads_the_device) {
  const Model model;
  const Eviction eviction = model.cache.make_cold();
  BOOST_TEST(eviction.succeeded());
  BOOST_TEST(eviction.residency.total_pages == (kSize + 4095) / 4096);
  BOOST_TEST(model.cache.residency().none());
  BOOST_TEST(device_bytes_of_reading(model.path) >= kSize);
}

BOOST_AUTO_TEST_CASE(a_warm_file_has_every_page_in_memory_and_reading_it_reads_no_device) {
  const Model model;
  BOOST_TEST(model.cache.make_warm().all());
  BOOST_TEST(model.cache.residency().all());
  BOOST_TEST(device_bytes_of_reading(model.path) == 0U);
}

BOOST_AUTO_TEST_CASE(cold_and_warm_can_be_had_in_any_order) {
  const Model model;
  for (const bool cold : {true, true, false, false, true, false}) {
    if (cold) {
      BOOST_TEST(model.cache.make_cold().succeeded());
      BOOST_TEST(model.cache.residency().none());
    } else {
      BOOST_TEST(model.cache.make_warm().all());
      BOOST_TEST(model.cache.residency().all());
    }
  }
}

// Eviction does not wait for read-ahead, and mincore does not see it before its data is there: a
// file was found with 1536 pages a moment after it had been proven cold.
BOOST_AUTO_TEST_CASE(read_ahead_in_flight_does_not_arrive_after_the_proof) {
  const FreshDirectory directory(TEST_DISK_DIRECTORY);
  constexpr std::size_t kLarge = 24 << 20;
  const auto path = directory.write("model", noise(kLarge));
  const PageCache cache(path);
  for (int round = 0; round < 3; ++round) {
    BOOST_TEST(cache.make_cold().succeeded());
    const FileDescriptor file = open_for_reading(path);
    ::readahead(file.get(), 0, kLarge);
    BOOST_TEST(cache.make_cold().succeeded());
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
    BOOST_TEST(cache.residency().resident_pages == 0U);
  }
}

BOOST_AUTO_TEST_CASE(dirty_pages_are_written_and_evicted) {
  const Model model;
  const std::string changed = noise(kSize / 2);
  {
    const FileDescriptor file(::open(model.path.c_str(), O_WRONLY | O_CLOEXEC));
    BOOST_TEST(::pwrite(file.get(), changed.data(), changed.size(), 0) ==
               static_cast<ssize_t>(changed.size()));
  }
  // At the first try: eviction alone would start the writing, and later tries find it done.
  BOOST_TEST(model.cache.make_cold(std::chrono::milliseconds(0)).succeeded());
  BOOST_TEST(read_text_file(model.path).starts_with(changed));
}

BOOST_AUTO_TEST_CASE(a_file_that_may_not_be_written_is_made_cold_by_its_owner) {
  const FreshDirectory directory(TEST_DISK_DIRECTORY);
  const auto path = directory.write("model", noise(kSize));
  ::chmod(path.c_str(), 0444);
  BOOST_TEST(PageCache(path).make_cold().succeeded());
}

BOOST_AUTO_TEST_CASE(a_mapped_file_can_be_made_warm_but_not_cold) {
  const Model model;
  const auto says_so = [](const Error& error) {
    return error.cause() == "cannot be made cold: this process has it mapped";
  };
  {
    const MappedFile held(model.path);
    BOOST_CHECK_EXCEPTION(model.cache.make_cold(), Error, says_so);  // though no page is touched
    held.populate();
    BOOST_TEST(model.cache.make_warm().all());
    BOOST_CHECK_EXCEPTION(model.cache.make_cold(), Error, says_so);
  }
  BOOST_TEST(model.cache.make_cold().succeeded());
}

BOOST_AUTO_TEST_CASE(a_file_that_took_the_name_is_not_measured_in_place_of_the_first) {
  const Model model;
  std::filesystem::rename(model.directory.write("new", noise(kSize)), model.path);
  const auto is_mismatch = [](const Error& error) { return error.kind() == ErrorKind::mismatch; };
  BOOST_CHECK_EXCEPTION(model.cache.make_cold(), Error, is_mismatch);
  BOOST_CHECK_EXCEPTION(model.cache.make_warm(), Error, is_mismatch);
  BOOST_CHECK_EXCEPTION(model.cache.residency(), Error, is_mismatch);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::probe

#include "bench/probe/residency.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

#include "core/base/error.hpp"
#include "tests/bench/probe/fixtures.hpp"

namespace alertsage::probe {
namespace {

Residency by_mincore(const std::filesystem::path& path) {
  return measure_residency(open_for_reading(path), path, ResidencyInstrument::mincore);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(residency)

BOOST_AUTO_TEST_CASE(all_and_none_are_what_they_say) {
  BOOST_TEST((Residency{.resident_pages = 25, .total_pages = 25}).all());
  BOOST_TEST(!(Residency{.resident_pages = 24, .total_pages = 25}).all());
  BOOST_TEST((Residency{.resident_pages = 0, .total_pages = 25}).none());
  BOOST_TEST(!(Residency{.resident_pages = 1, .total_pages = 25}).none());
}

BOOST_AUTO_TEST_CASE(an_instrument_is_believed_only_if_it_told_the_truth_on_both_sides) {
  struct Row {
    std::uint64_t when_warm, when_evicted;
    std::string fault;
  };
  for (const Row& row :
       {Row{25, 0, ""}, Row{0, 0, "says 0 of 25 pages of a file that was just read"},
        Row{24, 0, "says 24 of 25 pages of a file that was just read"},
        Row{25, 25, "says 25 of 25 pages of a file that was evicted"},
        Row{25, 1, "says 1 of 25 pages of a file that was evicted"}}) {
    BOOST_TEST(find_fault({row.when_warm, 25}, {row.when_evicted, 25}).value_or("") == row.fault);
  }
}

BOOST_AUTO_TEST_CASE(a_file_in_memory_has_all_its_pages_whatever_its_length) {
  const FreshDirectory directory("/dev/shm");
  const std::uint64_t page = page_bytes();
  // The last two take more than one look of 4096 pages.
  for (const std::uint64_t size :
       {std::uint64_t{1}, page - 1, page, page + 1, 4096 * page, 4096 * page + 1}) {
    const auto path = directory.write("model", std::string(size, 'x'));
    const Residency residency = by_mincore(path);
    BOOST_TEST(residency.total_pages == (size + page - 1) / page);
    BOOST_TEST(residency.resident_pages == residency.total_pages);
  }
}

BOOST_AUTO_TEST_CASE(a_hole_that_nobody_has_read_is_not_resident) {
  const FreshDirectory directory("/dev/shm");
  const auto path = directory.write("model", "x");
  for (const std::uint64_t pages : {1U, 100U, 5000U}) {
    std::filesystem::resize_file(path, pages * page_bytes());
    BOOST_TEST(by_mincore(path).resident_pages == 1U);
    BOOST_TEST(by_mincore(path).total_pages == pages);
  }
}

BOOST_AUTO_TEST_CASE(both_instruments_of_the_kernel_agree_about_half_a_file) {
  const FreshDirectory directory(TEST_DISK_DIRECTORY);
  const auto path = directory.write("model", noise(4 << 20));
  const FileDescriptor file = open_for_reading(path);
  ::fdatasync(file.get());
  ::posix_fadvise(file.get(), 2 << 20, 0, POSIX_FADV_DONTNEED);
  try {
    const Residency theirs = measure_residency(file, path, ResidencyInstrument::cachestat);
    const Residency ours = measure_residency(file, path, ResidencyInstrument::mincore);
    BOOST_TEST(ours.resident_pages == theirs.resident_pages);
    BOOST_TEST(ours.total_pages == theirs.total_pages);
  } catch (const Error& absent) {
    BOOST_TEST_MESSAGE("not compared: " << absent.what());
    BOOST_TEST((absent.kind() == ErrorKind::environment));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::probe

#include "bench/probe/page_state.hpp"

#include <fcntl.h>

#include <array>
#include <boost/test/unit_test.hpp>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "tests/bench/probe/cold_place.hpp"
#include "tests/bench/probe/fixtures.hpp"

namespace alertsage::probe {
namespace {

constexpr std::size_t kSize = 1 << 20;
constexpr Usage kReadNothing = {};
constexpr Usage kReadSomething = {.device_read_bytes = 4096};

struct Made {
  FreshDirectory directory{TEST_DISK_DIRECTORY};
  std::filesystem::path path = directory.write("model", noise(kSize));

  PageState state(Pages pages) const { return {std::array{path}, pages}; }

  // As somebody else would do it, behind the state's back.
  void evict() const {
    const FileDescriptor file = open_for_reading(path);
    BOOST_REQUIRE(::fdatasync(file.get()) == 0);
    BOOST_REQUIRE(::posix_fadvise(file.get(), 0, 0, POSIX_FADV_DONTNEED) == 0);
  }
};

bool drops(const PageState& state, const Usage& used) {
  try {
    state.prove(used);
    return false;
  } catch (const DroppedSample&) {
    return true;
  }
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(page_state, Made,
                         *boost::unit_test::precondition(files_here_can_be_made_cold))

BOOST_AUTO_TEST_CASE(a_cold_sample_must_have_read_from_the_device) {
  const PageState cold = state(Pages::cold);
  cold.prepare();
  BOOST_TEST(PageCache(path).residency().total_pages == kSize / 4096);
  BOOST_TEST(!drops(cold, kReadSomething));
  BOOST_TEST(drops(cold, kReadNothing));
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

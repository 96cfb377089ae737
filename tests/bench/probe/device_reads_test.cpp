#include "bench/probe/device_reads.hpp"

#include <boost/test/unit_test.hpp>

#include "bench/probe/usage.hpp"
#include "tests/bench/probe/cold_place.hpp"
#include "tests/bench/probe/fixtures.hpp"

namespace alertsage::probe {

BOOST_AUTO_TEST_SUITE(device_reads, *boost::unit_test::precondition(files_here_can_be_made_cold))

BOOST_AUTO_TEST_CASE(what_this_process_reads_is_among_what_all_read) {
  const FreshDirectory directory(TEST_DISK_DIRECTORY);
  const PageCache cache(directory.write("model", noise(1 << 20)));
  BOOST_TEST_REQUIRE(cache.make_cold().succeeded());
  const auto before = device_bytes_read_by_all();
  BOOST_TEST_REQUIRE(before.has_value());
  const Usage own_before = thread_usage();
  read_sequentially(cache.path());
  const Usage own = thread_usage() - own_before;
  BOOST_TEST(*device_bytes_read_by_all() - *before >
             static_cast<std::int64_t>(own.device_read_bytes) - kDeviceReadUnit);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::probe

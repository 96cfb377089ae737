// A precondition for tests that need a disk: some places cannot be made cold (tmpfs, a few network
// file systems). TEST_DISK_DIRECTORY is defined by the test's CMakeLists.txt.
#pragma once

#include <boost/test/unit_test.hpp>

#include "bench/probe/page_cache.hpp"
#include "core/base/error.hpp"
#include "tests/bench/probe/fixtures.hpp"

namespace alertsage::probe {

inline boost::test_tools::assertion_result files_here_can_be_made_cold(
    boost::unit_test::test_unit_id) {
  const FreshDirectory directory(TEST_DISK_DIRECTORY);
  try {
    PageCache(directory.write("model", "bytes"));
    return true;
  } catch (const Error& error) {
    boost::test_tools::assertion_result skipped(false);
    skipped.message() << error.what();
    return skipped;
  }
}

}  // namespace alertsage::probe

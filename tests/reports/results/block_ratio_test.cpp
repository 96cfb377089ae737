#include "reports/results/block_ratio.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

namespace alertsage::reports {
namespace {

Row sample(double batch, double block, double time) {
  return {.real_time_ns = time, .counters = {{"batch", batch}, {"block", block}}};
}

BOOST_AUTO_TEST_SUITE(block_ratio)

BOOST_AUTO_TEST_CASE(a_row_without_a_batch_is_of_the_first) {
  BOOST_TEST((block_of({.counters = {{"block", 3}}}) == Block(1, 3)));
  BOOST_TEST((block_of(sample(2, 3, 1)) == Block(2, 3)));
  BOOST_TEST(!block_of({.counters = {{"batch", 2}}}));
  BOOST_TEST(!block_of({.counters = {{"block", NAN}}}));
}

// All ratios within a batch are 2; across batches they would be 200 and 0.02.
BOOST_AUTO_TEST_CASE(pairs_samples_of_one_batch_and_block) {
  const Series base{.rows = {sample(1, 0, 10), sample(2, 0, 1000)}};
  const Series contender{.rows = {sample(2, 0, 2000), sample(1, 0, 20)}};
  const auto ratio = alertsage::reports::block_ratio(base, contender, 0.9);
  BOOST_TEST_REQUIRE(ratio.has_value());
  BOOST_TEST(ratio->estimate == 2, boost::test_tools::tolerance(1e-12));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

#define BOOST_TEST_MODULE leaktest_bootstrap_memory_test
#include "leaktest/agent/bootstrap_memory.hpp"

#include <boost/test/unit_test.hpp>
#include <memory>

namespace alertsage::leaktest {

BOOST_AUTO_TEST_SUITE(bootstrap_memory_test)

BOOST_AUTO_TEST_CASE(blocks_are_apart_zeroed_and_known) {
  const auto memory = std::make_unique<BootstrapMemory>();
  auto* first = static_cast<unsigned char*>(memory->allocate(17));
  auto* second = static_cast<unsigned char*>(memory->allocate(1));
  BOOST_TEST(second - first == 32);
  BOOST_TEST(first[16] == 0);
  BOOST_TEST(memory->holds(first));
  BOOST_TEST(memory->holds(second));
  BOOST_TEST(!memory->holds(memory.get() + 1));
  BOOST_TEST(!memory->holds(nullptr));
  BOOST_TEST(memory->readable(first) - memory->readable(second) == 32U);
}

BOOST_AUTO_TEST_CASE(when_it_is_used_up_there_is_none) {
  const auto memory = std::make_unique<BootstrapMemory>();
  BOOST_TEST(memory->allocate(8193) == nullptr);
  BOOST_TEST(memory->allocate(8192) != nullptr);
  BOOST_TEST(memory->allocate(1) == nullptr);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::leaktest

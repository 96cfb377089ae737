#include "bench/probe/cgroup.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/bench/probe/fixtures.hpp"

namespace alertsage::probe {

BOOST_AUTO_TEST_SUITE(cgroup)

BOOST_AUTO_TEST_CASE(the_tightest_limit_of_a_version_2_hierarchy_counts) {
  const FreshDirectory root;
  root.write("proc/self/cgroup", "0::/ci/job/step\n");
  root.write("sys/fs/cgroup/ci/cpu.max", "150000 100000\n");
  root.write("sys/fs/cgroup/ci/job/cpu.max", "max 100000\n");
  root.write("sys/fs/cgroup/ci/job/step/cpu.max", "400000 100000\n");
  root.write("sys/fs/cgroup/ci/memory.max", "max\n");
  root.write("sys/fs/cgroup/ci/job/step/memory.max", "2147483648\n");
  root.write("sys/fs/cgroup/other/cpu.max", "1000 100000\n");
  const auto limits = cgroup_limits(root.path());
  BOOST_TEST(limits->cpus.value() == 1.5);
  BOOST_TEST(limits->memory_bytes.value() == 2147483648U);
}

BOOST_AUTO_TEST_CASE(a_container_sees_its_own_group_as_the_root) {
  const FreshDirectory root;
  root.write("proc/self/cgroup", "0::/\n");
  root.write("sys/fs/cgroup/cpu.max", "50000 100000\n");
  BOOST_TEST(cgroup_limits(root.path())->cpus.value() == 0.5);
}

BOOST_AUTO_TEST_CASE(version_1_has_a_hierarchy_for_each_controller) {
  const FreshDirectory root;
  root.write("proc/self/cgroup",
             "5:memory:/docker/ab\n4:cpu,cpuacct:/docker/ab\n1:name=systemd:/\n");
  root.write("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us", "250000\n");
  root.write("sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us", "100000\n");
  root.write("sys/fs/cgroup/memory/docker/ab/memory.limit_in_bytes", "1048576\n");
  root.write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
  const auto limits = cgroup_limits(root.path());
  BOOST_TEST(limits->cpus.value() == 2.5);
  BOOST_TEST(limits->memory_bytes.value() == 1048576U);
}

BOOST_AUTO_TEST_CASE(no_limit_is_not_the_same_as_not_known) {
  const FreshDirectory root;
  BOOST_TEST(!cgroup_limits(root.path()).has_value());
  root.write("proc/self/cgroup", "4:cpu:/\n5:memory:/\n");
  root.write("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "-1\n");
  root.write("sys/fs/cgroup/cpu/cpu.cfs_period_us", "100000\n");
  root.write("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712\n");
  const auto limits = cgroup_limits(root.path());
  BOOST_TEST_REQUIRE(limits.has_value());
  BOOST_TEST(!limits->cpus.has_value());
  BOOST_TEST(!limits->memory_bytes.has_value());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::probe

#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <boost/test/unit_test.hpp>

#include "bench/probe/launcher.hpp"
#include "core/base/version.hpp"

namespace alertsage::probe {
namespace {

constexpr std::uint64_t kMebibyte = 1 << 20;

struct rusage usage_when_started_from_here(const char* program) {
  pid_t child = -1;
  std::string name = program;
  const std::array<char*, 2> arguments = {name.data(), nullptr};
  BOOST_TEST_REQUIRE(::posix_spawn(&child, program, nullptr, nullptr, arguments.data(), environ) ==
                     0);
  struct rusage figures {};
  ::wait4(child, nullptr, 0, &figures);
  return figures;
}

// By so many page faults the least of several runs differs from that of others: the addresses do.
constexpr std::uint64_t kSpread = 2;

// The least of several: now and then a page more is touched, as the stack lies.
template <typename Run>
std::uint64_t least_faults(Run run) {
  std::uint64_t least = run();
  for (int i = 0; i < 20; ++i) least = std::min(least, run());
  return least;
}

boost::test_tools::assertion_result without_sanitizers(boost::unit_test::test_unit_id) {
  boost::test_tools::assertion_result plain(sanitizers().empty());
  plain.message() << "a sanitizer's own memory is larger than what is measured here";
  return plain;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(launcher_memory)

BOOST_AUTO_TEST_CASE(a_large_measuring_process_changes_nothing_of_a_small_command) {
  Launcher launcher(TEST_LAUNCHER);
  const auto faults = [&] {
    return least_faults([&] { return launcher.run({.arguments = {"true"}}).usage.minor_faults; });
  };
  const std::uint64_t faults_before = faults();
  const std::vector<char> ballast(300 * kMebibyte, 1);
  // The control: this is what the launcher is for.
  BOOST_TEST(usage_when_started_from_here("/bin/true").ru_maxrss * 1024L >= 300L << 20);
  Launcher from_large(TEST_LAUNCHER);
  BOOST_TEST(from_large.floor_rss_bytes() < 64 * kMebibyte);
  for (Launcher* const either : {&launcher, &from_large}) {
    BOOST_TEST(either->run({.arguments = {"true"}}).peak_rss_bytes < 64 * kMebibyte);
  }
  BOOST_TEST(faults() <= faults_before + kSpread);
  BOOST_TEST(faults_before <= faults() + kSpread);
  BOOST_TEST(ballast.back() == 1);
}

BOOST_AUTO_TEST_CASE(a_command_does_nothing_more_than_without_the_launcher,
                     *boost::unit_test::precondition(without_sanitizers)) {
  Launcher launcher(TEST_LAUNCHER);
  const auto launched =
      least_faults([&] { return launcher.run({.arguments = {"true"}}).usage.minor_faults; });
  const auto plain = least_faults([] {
    return static_cast<std::uint64_t>(usage_when_started_from_here("/bin/true").ru_minflt);
  });
  // Less by what posix_spawn(3) copies in a child that shares the memory of a larger parent.
  BOOST_TEST(launched <= plain + kSpread);
}

BOOST_AUTO_TEST_CASE(a_peak_is_told_with_the_floor_under_it,
                     *boost::unit_test::precondition(without_sanitizers)) {
  Launcher launcher(TEST_LAUNCHER);
  BOOST_TEST(launcher.floor_rss_bytes() > 0U);
  BOOST_TEST(launcher.floor_rss_bytes() < 2 * kMebibyte);
  // dd fills one block of the size that it is told.
  const ProcessSample large =
      launcher.run({.arguments = {"dd", "if=/dev/zero", "of=/dev/null", "bs=32M", "count=1"}});
  BOOST_TEST(large.peak_rss_bytes >= 32 * kMebibyte);
  BOOST_TEST(large.peak_rss_bytes < 40 * kMebibyte);
  BOOST_TEST(!large.peak_rss_at_floor());
  BOOST_TEST(large.floor_rss_bytes == launcher.floor_rss_bytes());
  // The launcher itself, started by hand, says so and leaves: nothing is smaller here.
  const ProcessSample small = launcher.run({.arguments = {TEST_LAUNCHER}});
  BOOST_TEST(small.code == 3);
  BOOST_TEST(small.peak_rss_at_floor());
}

BOOST_AUTO_TEST_CASE(the_floor_is_that_of_the_largest_request_so_far,
                     *boost::unit_test::precondition(without_sanitizers)) {
  Launcher launcher(TEST_LAUNCHER);
  for (const std::size_t size : {std::size_t{10}, std::size_t{100'000}, std::size_t{10}}) {
    const ProcessSample small = launcher.run(
        {.arguments = {TEST_LAUNCHER}, .environment = {{"PADDING", std::string(size, 'x')}}});
    BOOST_TEST(small.floor_rss_bytes == launcher.floor_rss_bytes());
    BOOST_TEST(small.peak_rss_at_floor());
  }
}

BOOST_AUTO_TEST_CASE(the_launcher_does_not_grow_with_its_samples,
                     *boost::unit_test::precondition(without_sanitizers)) {
  Launcher launcher(TEST_LAUNCHER);
  const Command command = {.arguments = {"echo", "answer"}};
  for (int i = 0; i < 5; ++i) launcher.run(command);
  const std::uint64_t settled = launcher.floor_rss_bytes();
  for (int i = 0; i < 200; ++i) launcher.run(command);
  BOOST_TEST(launcher.floor_rss_bytes() <= settled + 64 * 1024);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::probe

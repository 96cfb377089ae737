#include "bench/probe/environment.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstdlib>

#include "bench/probe/launcher.hpp"
#include "core/base/error.hpp"
#include "core/base/version.hpp"
#include "tests/bench/probe/fixtures.hpp"

namespace alertsage::probe {
namespace {

std::string value_of(const Facts& facts, std::string_view key) {
  const auto at =
      std::find_if(facts.begin(), facts.end(), [&](const auto& fact) { return fact.first == key; });
  return at == facts.end() ? "no such key" : at->second;
}

std::string first_line_of(std::vector<std::string> command) {
  const std::string text =
      Launcher(TEST_LAUNCHER).run({.arguments = std::move(command)}).kept_stdout;
  return text.substr(0, text.find('\n'));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(environment)

BOOST_AUTO_TEST_CASE(the_keys_are_always_there_and_no_value_is_empty) {
  const FreshDirectory empty;
  const std::vector<std::string> keys = {"version",
                                         "commit",
                                         "compiler",
                                         "flags",
                                         "sanitizers",
                                         "kernel",
                                         "os",
                                         "machine",
                                         "virtualised",
                                         "container",
                                         "cpu",
                                         "cpus",
                                         "cpu_quota",
                                         "governor",
                                         "turbo",
                                         "memory_bytes",
                                         "memory_limit_bytes",
                                         "page_size",
                                         "huge_pages",
                                         "aslr",
                                         "load_average"};
  for (const Facts& facts : {environment_facts(), environment_facts(empty.path())}) {
    BOOST_TEST(facts.size() == keys.size());
    for (std::size_t i = 0; i < facts.size(); ++i) {
      BOOST_TEST(facts[i].first == keys[i]);
      BOOST_TEST(!facts[i].second.empty(), facts[i].first);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_is_said_to_be_not_available) {
  const FreshDirectory empty;
  ::unsetenv("container");
  const Facts facts = environment_facts(empty.path());
  for (const char* key : {"os", "machine", "virtualised", "container", "cpu", "cpu_quota",
                          "governor", "turbo", "memory_limit_bytes", "huge_pages"}) {
    BOOST_TEST(value_of(facts, key) == "not available", key);
  }
}

BOOST_AUTO_TEST_CASE(a_made_up_machine_is_told_as_it_is) {
  const FreshDirectory root;
  root.write("proc/cpuinfo",
             "processor\t: 0\nmodel name\t: Fast CPU: 3 GHz\nflags\t\t: fpu sse hypervisor\n\n"
             "processor\t: 1\nmodel name\t: Slow CPU\n");
  root.write("etc/os-release", "NAME=\"Debian\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n");
  root.write("sys/class/dmi/id/sys_vendor", "QEMU\n");
  root.write("sys/class/dmi/id/product_name", "Standard PC\n");
  root.write("sys/devices/system/cpu/cpu0/cpufreq/scaling_governor", "powersave\n");
  root.write("sys/devices/system/cpu/intel_pstate/no_turbo", "1\n");
  root.write("sys/kernel/mm/transparent_hugepage/enabled", "always [madvise] never\n");
  root.write("proc/self/cgroup", "0::/kubepods/pod1\n");
  root.write("sys/fs/cgroup/cpu.max", "150000 100000\n");
  const Facts facts = environment_facts(root.path());
  BOOST_TEST(value_of(facts, "cpu") == "Fast CPU: 3 GHz");
  BOOST_TEST(value_of(facts, "virtualised") == "yes");
  BOOST_TEST(value_of(facts, "os") == "Debian GNU/Linux 12 (bookworm)");
  BOOST_TEST(value_of(facts, "machine") == "QEMU Standard PC");
  BOOST_TEST(value_of(facts, "governor") == "powersave");
  BOOST_TEST(value_of(facts, "turbo") == "off");
  BOOST_TEST(value_of(facts, "huge_pages") == "madvise");
  BOOST_TEST(value_of(facts, "container") == "kubepods");
  BOOST_TEST(value_of(facts, "cpu_quota") == "1.5");
  BOOST_TEST(value_of(facts, "memory_limit_bytes") == "none");
}

BOOST_AUTO_TEST_CASE(another_made_up_machine_takes_the_other_turns) {
  const FreshDirectory root;
  root.write("proc/cpuinfo", "model name\t: CPU\nflags\t\t: fpu hypervisor_like\n");
  root.write("usr/lib/os-release", "PRETTY_NAME=Alpine\n");
  root.write("sys/devices/system/cpu/cpufreq/boost", "1\n");
  root.write("proc/self/cgroup", "0::/user.slice\n");
  root.write("sys/class/dmi/id/sys_vendor", "Acme\n");
  Facts facts = environment_facts(root.path());
  BOOST_TEST(value_of(facts, "virtualised") == "no");
  BOOST_TEST(value_of(facts, "os") == "Alpine");
  BOOST_TEST(value_of(facts, "turbo") == "on");
  BOOST_TEST(value_of(facts, "container") == "none seen");
  BOOST_TEST(value_of(facts, "cpu_quota") == "none");
  BOOST_TEST(value_of(facts, "machine") == "Acme");
  root.write("run/.containerenv", "");
  BOOST_TEST(value_of(environment_facts(root.path()), "container") == "podman");
  root.write(".dockerenv", "");
  BOOST_TEST(value_of(environment_facts(root.path()), "container") == "docker");
}

BOOST_AUTO_TEST_CASE(this_machine_is_told_as_its_own_tools_tell_it) {
  const Facts facts = environment_facts();
  BOOST_TEST(value_of(facts, "kernel") == first_line_of({"uname", "-r"}));
  BOOST_TEST(value_of(facts, "cpus") == first_line_of({"nproc"}));
  BOOST_TEST(value_of(facts, "page_size") == first_line_of({"getconf", "PAGESIZE"}));
  BOOST_TEST(std::stoull(value_of(facts, "memory_bytes")) ==
             std::stoull(first_line_of({"getconf", "_PHYS_PAGES"})) *
                 std::stoull(first_line_of({"getconf", "PAGESIZE"})));
  BOOST_TEST(value_of(facts, "version") == std::string(version()));
}

BOOST_AUTO_TEST_CASE(address_randomisation_is_that_of_this_process) {
  const FreshDirectory root;
  for (const auto& [level, name] : {std::pair{"0\n", "off"}, {"1\n", "partial"}, {"2\n", "full"}}) {
    root.write("proc/sys/kernel/randomize_va_space", level);
    const std::string told = value_of(environment_facts(root.path()), "aslr");
    BOOST_TEST((told == name || told == "off"));  // off where this test runs under setarch -R
  }
}

BOOST_AUTO_TEST_CASE(a_file_has_a_place) {
  const FreshDirectory directory("/dev/shm");
  const Facts facts = file_facts(directory.write("model", "x"));
  BOOST_TEST(facts.size() == 4U);
  BOOST_TEST(value_of(facts, "file_system") == "tmpfs");
  BOOST_TEST(value_of(facts, "device") != "");
  BOOST_TEST(value_of(facts, "read_ahead_kb") == "not available");
  BOOST_TEST(value_of(facts, "dax") == "no");
  BOOST_CHECK_THROW(file_facts(directory.path() / "absent"), Error);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::probe

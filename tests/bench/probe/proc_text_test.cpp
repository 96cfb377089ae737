#define BOOST_TEST_MODULE bench_probe
#include "bench/probe/proc_text.hpp"

#include <array>
#include <boost/test/unit_test.hpp>

#include "tests/bench/probe/fixtures.hpp"

namespace alertsage::probe {

BOOST_AUTO_TEST_SUITE(proc_text)

BOOST_AUTO_TEST_CASE(numbers_are_in_bytes_where_the_line_says_kb) {
  const std::string_view text =
      "Name:\tVmHWM: 7 kB\nVmHWM:\t    1234 kB\nThreads:\t9\nVmSwap:\tmany\n";
  BOOST_TEST(proc_number(text, "VmHWM").value() == 1234 * 1024U);
  BOOST_TEST(proc_number(text, "Threads").value() == 9U);
}

BOOST_AUTO_TEST_CASE(what_is_absent_or_no_number_is_nothing_and_not_zero) {
  const std::string_view text = "VmHWM:\t1 kB\nVmSwap:\tmany\nVmLck:";
  for (const char* key : {"Vm", "VmHW", "Threads", "VmSwap", "VmLck", ""}) {
    BOOST_TEST(!proc_number(text, key), key);
  }
  BOOST_TEST(!proc_number("", "VmHWM"));
}

BOOST_AUTO_TEST_CASE(a_file_longer_than_the_buffer_is_cut) {
  const FreshDirectory directory;
  const auto file = directory.write("text", "0123456789");
  std::array<char, 4> small;
  std::array<char, 64> large;
  BOOST_TEST(read_proc_file(file.c_str(), small) == "0123");
  BOOST_TEST(read_proc_file(file.c_str(), large) == "0123456789");
  BOOST_TEST(read_proc_file((directory.path() / "absent").c_str(), large).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::probe

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

BOOST_AUTO_TEST_CASE(a_file_longer_than_the_buffer_is_cut_after_a_line) {
  const FreshDirectory directory;
  const auto file = directory.write("text", "01\n23456789");
  std::array<char, 4> small;
  std::array<char, 64> large;
  BOOST_TEST(read_proc_file(file.c_str(), small) == "01\n");
  BOOST_TEST(read_proc_file(file.c_str(), large) == "01\n23456789");
  BOOST_TEST(read_proc_file((directory.path() / "absent").c_str(), large).empty());
}

// The groups of a user of 1,200 filled the buffer, and what stands behind them was not measured.
BOOST_AUTO_TEST_CASE(lines_of_any_length_are_left_out) {
  const FreshDirectory directory;
  const std::string longest(255, 'x');
  const auto file = directory.write(
      "text", "a\n" + std::string(10'000, 'g') + "\nb\n" + longest + "\nx" + longest + "\nc\n");
  std::array<char, 300> buffer;
  BOOST_TEST(read_proc_file(file.c_str(), buffer) == "a\nb\n" + longest + "\nc\n");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::probe

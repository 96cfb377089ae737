#include "reports/results/row_name.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

namespace alertsage::reports {
namespace {

BOOST_AUTO_TEST_SUITE(row_name)

BOOST_AUTO_TEST_CASE(cuts_what_the_library_appends_and_nothing_else) {
  const struct {
    std::string run_name;
    std::string displayed;
  } rows[] = {
      {"load/mmap/incidents-23MB/warm", "load/mmap/incidents-23MB/warm"},
      {"load/mmap/a/warm/iterations:1/repeats:500/manual_time", "load/mmap/a/warm"},
      {"cached_get/mmap/a/real_time/threads:2", "cached_get/mmap/a/threads:2"},
      {"cached_get/mmap/a/threads:2", "cached_get/mmap/a/threads:2"},
      {"x/process_time/real_time", "x"},
      {"x/min_time:0.010/min_warmup_time:1.000", "x"},
      {"x/4096/min_time:2.000/repeats:3/threads:8", "x/4096/threads:8"},
      {"real_time/mmap", "real_time/mmap"},
      {"read/manual_time/of_a_file", "read/manual_time/of_a_file"},
      {"manual_time", "manual_time"},
      {"threads:2", "threads:2"},
      {"iterations:1/threads:2", "iterations:1/threads:2"},
      {"x/iterations", "x/iterations"},
      {"", ""},
      {"/", "/"},
  };
  for (const auto& row : rows) BOOST_TEST(displayed_name(row.run_name) == row.displayed);
}

BOOST_AUTO_TEST_CASE(reads_the_names_of_our_instruments) {
  const struct {
    std::string name;
    RowName row;
  } rows[] = {
      {"load/mmap/incidents-23MB/warm", {"load", "mmap", "incidents-23MB", "warm", {}}},
      {"process/do-nothing/none/cold", {"process", "do-nothing", "none", "cold", {}}},
      {"batch/json/alertsage/uncached/5", {"batch", "json", "alertsage", "uncached", 5}},
      {"cached_get/mmap/alertsage/threads:2", {"cached_get", "mmap", "alertsage", "threads:2", {}}},
      {"process/python3 load.py/cold", {"process", "python3 load.py", "", "cold", {}}},
      {"process/true/program-cold", {"process", "true", "", "program-cold", {}}},
      {"process/python/cold/warm", {"process", "python", "cold", "warm", {}}},
      {"process/true/lukewarm", {"process", "true", "lukewarm", "", {}}},
      {"load/mmap/cold", {"load", "mmap", "cold", "", {}}},
      {"predict/mmap/alertsage", {"predict", "mmap", "alertsage", "", {}}},
  };
  for (const auto& row : rows) BOOST_TEST((parse_row_name(row.name) == row.row));
}

BOOST_AUTO_TEST_CASE(knows_the_names_of_others_from_ours) {
  for (const std::string name :
       {"", "BM_Load", "BM_Load/8", "a//b/c", "/a/b/c", "a/b/c/", "a/b/c/d/e/f", "a/b/c/d/e",
        "a/b/c/d/-5", "a/b/c/d/5x", "a/b/c/d/99999999999999999999"}) {
    BOOST_TEST(!parse_row_name(name), name);
  }
}

BOOST_AUTO_TEST_CASE(a_commands_name_is_its_text_without_directories) {
  BOOST_TEST(command_name("/usr/bin/python3 ./a/load.py --fast\n") == "python3 load.py --fast");
  BOOST_TEST(command_name("  ls   /  a/ ") == "ls root a");
  BOOST_TEST(command_name("cat x | wc -l > /dev/null") == "cat x | wc -l > null");
  BOOST_TEST(command_name("/usr/bin/café") == "café");
  BOOST_TEST(command_name("") == "command");
  BOOST_TEST(command_name(std::string(500, 'x')).size() <= 63U);
  BOOST_TEST(command_name("a\x1b[2Jb") == "a\\x1b[2Jb");
}

// A row of two commands was called as the second alone.
BOOST_AUTO_TEST_CASE(names_a_row_of_two_commands_by_what_they_have_in_common) {
  const auto name = [](std::string_view base, std::string_view candidate) {
    return command_name(base, candidate);
  };
  BOOST_TEST(name("/build-a/tool --fast x", "/build-b/tool --fast x") == "tool --fast x");
  BOOST_TEST(name("sleep 0.02", "sleep 0.022") == "sleep …");
  BOOST_TEST(name("python3 a.py", "python3 -I a.py") == "python3 … a.py");
  BOOST_TEST(name("python3 -I a.py", "python3 a.py") == "python3 … a.py");
  BOOST_TEST(name("a a", "a a a") == "a a …");
  BOOST_TEST(name("old --x", "new --x") == "… --x");
  BOOST_TEST(name("old-tool", "new-tool") == "old-tool or new-tool");
  BOOST_TEST(name("", "x") == "command or x");
  BOOST_TEST(name(std::string(500, 'x'), std::string(500, 'y')).size() <= 64U);
}

BOOST_AUTO_TEST_CASE(a_name_is_never_given_twice) {
  std::set<std::string> taken = {"x"};
  BOOST_TEST(unused_name("y", taken) == "y");
  BOOST_TEST(unused_name("x", taken) == "x (2)");
  BOOST_TEST(unused_name("x", taken) == "x (3)");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

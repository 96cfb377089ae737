#include "bench/gate/side_program.hpp"

#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>

#include "bench/probe/launcher.hpp"
#include "core/base/error.hpp"
#include "core/base/shell_quoted.hpp"
#include "tests/support/temporary_directory.hpp"

namespace alertsage::gate {
namespace {

std::string program_with(const std::filesystem::path& path, std::string_view bytes) {
  std::ofstream(path) << bytes;
  std::filesystem::permissions(path, std::filesystem::perms::owner_all);
  return path.native();
}

SideProgram side_program(const std::string& command) {
  static probe::Launcher launcher(TEST_LAUNCHER);
  return gate::side_program(command, launcher);
}

// A copy of the test's program, beside the library that it loads from its own folder.
std::string program_beside(const std::filesystem::path& library,
                           const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  std::filesystem::copy_file(TEST_LOADING_PROGRAM, folder / "program");
  if (!library.empty()) std::filesystem::copy_file(library, folder / "libwhich.so");
  return (folder / "program").native();
}

BOOST_AUTO_TEST_SUITE(side_program_of)

// Two builds whose programs are equal, and a library of theirs is not, were taken for one.
BOOST_AUTO_TEST_CASE(two_copies_of_a_program_that_load_other_libraries_are_two) {
  const testing::TemporaryDirectory directory;
  const auto id = [&](const char* library, const char* folder) {
    return side_program(shell_quoted(program_beside(library, directory / folder))).id;
  };
  const std::string one = id(TEST_LIBRARY_ONE, "one");
  const std::string none = id("", "none");
  BOOST_TEST(one == id(TEST_LIBRARY_ONE, "one again"));
  BOOST_TEST(one != id(TEST_LIBRARY_TWO, "two"));
  BOOST_TEST(one != none);
  BOOST_TEST(none == id("", "none again"));
  BOOST_TEST(!none.empty());
}

BOOST_AUTO_TEST_CASE(says_how_to_quote_a_path_with_spaces) {
  const testing::TemporaryDirectory directory;
  std::filesystem::create_directory(directory / "a folder");
  const std::string program = program_with(directory / "a folder" / "tool", "#!/bin/sh\n");
  BOOST_TEST(side_program("'" + program + "' x").words.size() == 2U);
  const auto hint = [](const std::string& command) -> std::string {
    try {
      side_program(command);
    } catch (const Error& error) {
      return error.what();
    }
    return {};
  };
  BOOST_TEST(hint(program + " x").ends_with(", here \"'" + program + "' x\")"));
  BOOST_TEST(hint(program).ends_with(", here \"'" + program + "'\")"));
  BOOST_TEST(hint("no-such-program-here x").ends_with("quote what has spaces)"));
}

BOOST_AUTO_TEST_CASE(two_copies_of_a_benchmark_are_the_same_unless_arguments_differ) {
  const testing::TemporaryDirectory directory;
  const std::string bytes = "\177ELF...benchmark_list_tests...";
  const std::string one = program_with(directory / "one", bytes);
  const std::string copy = program_with(directory / "copy", bytes);
  const std::string other = program_with(directory / "other", bytes + ".");
  BOOST_TEST(side_program(one).id == side_program(copy).id);
  BOOST_TEST(side_program(one).id != side_program(other).id);
  BOOST_TEST(side_program(one + " a b").id == side_program(copy + "  'a' b").id);
  BOOST_TEST(side_program(one + " a b").id != side_program(copy + " 'a b'").id);
  BOOST_TEST(side_program(one + " a").words.size() == 2U);
}

// The python of two virtual environments is one file, and each finds its own modules.
BOOST_AUTO_TEST_CASE(two_copies_of_a_command_are_two_as_each_may_run_what_lies_beside_it) {
  const testing::TemporaryDirectory directory;
  const std::string script = "#!/bin/sh\nexec \"$(dirname \"$0\")/tool\"\n";
  const std::string one = program_with(directory / "one", script);
  const std::string copy = program_with(directory / "copy", script);
  std::filesystem::create_symlink(one, directory / "link");
  BOOST_TEST(side_program(one).id == side_program(one).id);
  BOOST_TEST(side_program(one).id != side_program(copy).id);
  BOOST_TEST(side_program(one).id != side_program((directory / "link").native()).id);
}

BOOST_AUTO_TEST_CASE(knows_google_benchmark_by_what_is_in_the_file) {
  const testing::TemporaryDirectory directory;
  const std::string elf = "\177ELF";
  const struct {
    std::string bytes;
    bool is_one;
  } rows[] = {{elf + "...benchmark_list_tests...", true},
              {elf + "...libbenchmark.so.1...", true},
              {elf + "...", false},
              {"#!/bin/sh\n./program --benchmark_list_tests\n", false}};
  for (const auto& row : rows) {
    const std::string path = program_with(directory / "program", row.bytes);
    BOOST_TEST(side_program(path).is_google_benchmark == row.is_one);
  }
}

BOOST_AUTO_TEST_CASE(knows_google_benchmark_behind_what_starts_it) {
  const testing::TemporaryDirectory directory;
  const std::string wrapper = program_with(directory / "wrapper", "#!/bin/sh\nexec \"$@\"\n");
  const std::string bench = program_with(directory / "bench", "\177ELF...benchmark_list_tests...");
  BOOST_TEST(side_program(wrapper + " " + bench).is_google_benchmark);
  BOOST_TEST(side_program(wrapper + " --benchmark_min_time=1").is_google_benchmark);
  BOOST_TEST(!side_program(wrapper + " " + wrapper).is_google_benchmark);
  BOOST_TEST(!side_program(wrapper + " bench").is_google_benchmark);
}

BOOST_AUTO_TEST_CASE(refuses_what_cannot_be_run) {
  const testing::TemporaryDirectory directory;
  std::ofstream(directory / "text") << "text";
  for (const std::string& command :
       {(directory / "text").native(), (directory / "none").native(), directory.path().native(),
        std::string("no-such-program-here"), std::string("   "), std::string("a | b")}) {
    BOOST_CHECK_THROW(side_program(command), Error);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::gate

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <thread>

#include "bench/probe/launcher.hpp"
#include "bench/probe/optional_file.hpp"
#include "core/base/error.hpp"
#include "tests/bench/probe/fixtures.hpp"

namespace alertsage::probe {
namespace {

using std::chrono::milliseconds;

// The error that the command is refused with; the launcher goes on.
Error refusal_of(const Command& command) {
  Launcher launcher(TEST_LAUNCHER);
  try {
    launcher.run(command);
  } catch (const Error& error) {
    BOOST_TEST(launcher.run({.arguments = {"true"}}).succeeded());
    return error;
  }
  BOOST_FAIL("was not refused");
  std::abort();
}

template <typename Condition>
bool becomes_true(Condition condition) {
  for (int tries = 0; tries < 1000; ++tries) {
    if (condition()) return true;
    std::this_thread::sleep_for(milliseconds(5));
  }
  return false;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(launcher_refusal)

BOOST_AUTO_TEST_CASE(a_program_that_is_not_there_is_an_error_that_names_it) {
  const Error by_path = refusal_of({.arguments = {"/no/such/program"}});
  BOOST_TEST((by_path.kind() == ErrorKind::not_found));
  BOOST_TEST(by_path.what() == "/no/such/program: cannot run: No such file or directory");
  const Error by_name = refusal_of({.arguments = {"no-such-program-anywhere"}});
  BOOST_TEST((by_name.kind() == ErrorKind::not_found));
  BOOST_TEST(by_name.what() == "there is no such program in PATH: 'no-such-program-anywhere'");
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_run_is_an_error_that_names_it) {
  const FreshDirectory directory;
  const auto text = directory.write("text", "not a program");
  const Error plain = refusal_of({.arguments = {text.native()}});
  BOOST_TEST(plain.what() == text.native() + ": cannot run: Permission denied");
  std::filesystem::permissions(text, std::filesystem::perms::owner_all);
  const Error executable = refusal_of({.arguments = {text.native()}});
  BOOST_TEST(executable.what() == text.native() + ": cannot run: Exec format error");
  const Error folder = refusal_of({.arguments = {directory.path().native()}});
  BOOST_TEST((folder.kind() == ErrorKind::io));
}

BOOST_AUTO_TEST_CASE(a_directory_and_an_input_that_are_not_there_are_errors_that_name_them) {
  const Error directory = refusal_of({.arguments = {"true"}, .directory = "/no/such/directory"});
  BOOST_TEST(directory.what() == "/no/such/directory: cannot enter: No such file or directory");
  const Error input = refusal_of({.arguments = {"true"}, .stdin_file = "/no/such/file"});
  BOOST_TEST(input.what() ==
             "/no/such/file: cannot open as standard input: No such file or directory");
}

BOOST_AUTO_TEST_CASE(a_command_that_cannot_be_told_is_refused_before_it_is_told) {
  using namespace std::string_literals;
  const std::string huge(std::size_t{2} << 20, 'x');
  const std::vector<std::string> many(20'000, "x");
  const Command refused[] = {{.arguments = {}},
                             {.arguments = {"echo", "a\0b"s}},
                             {.arguments = {"true"}, .environment = {{"A=B", "1"}}},
                             {.arguments = {"true"}, .environment = {{"", "1"}}},
                             {.arguments = {"echo", huge}},
                             {.arguments = {"true"}, .keep_stdout_bytes = (1 << 20) + 1}};
  for (const Command& command : refused) {
    BOOST_TEST((refusal_of(command).kind() == ErrorKind::usage));
  }
  Command long_list = {.arguments = many};
  long_list.arguments.front() = "true";
  BOOST_TEST((refusal_of(long_list).kind() == ErrorKind::usage));
}

BOOST_AUTO_TEST_CASE(a_launcher_that_has_died_is_an_error) {
  Launcher launcher(TEST_LAUNCHER);
  const auto is_environment = [](const Error& error) {
    return error.kind() == ErrorKind::environment;
  };
  BOOST_CHECK_EXCEPTION(launcher.run({.arguments = {"sh", "-c", "kill -9 $PPID; sleep 1"}}), Error,
                        is_environment);
  BOOST_CHECK_EXCEPTION(launcher.run({.arguments = {"true"}}), Error, is_environment);
}

BOOST_AUTO_TEST_CASE(a_command_ends_with_the_process_that_measures_it) {
  const FreshDirectory directory;
  const auto note = directory.path() / "process";
  const pid_t measuring = ::fork();
  if (measuring == 0) {
    Launcher launcher(TEST_LAUNCHER);
    launcher.run({.arguments = {"sh", "-c", "echo $$ > '" + note.native() + "'; exec sleep 600"}});
    ::_exit(0);
  }
  BOOST_TEST(becomes_true([&] { return read_line(note).has_value(); }));
  const std::string command = "/proc/" + read_line(note).value_or("none") + "/stat";
  BOOST_TEST(read_line(command).has_value());
  ::kill(measuring, SIGKILL);
  ::waitpid(measuring, nullptr, 0);
  BOOST_TEST(becomes_true([&] {
    const auto stat = read_line(command);
    return !stat || stat->find(") Z ") != std::string::npos;
  }));
}

BOOST_AUTO_TEST_CASE(a_processor_that_is_not_there_is_refused) {
  Launcher launcher(TEST_LAUNCHER);
  for (const std::uint32_t cpu : {1023U, 100'000U}) {
    BOOST_CHECK_EXCEPTION(launcher.run({.arguments = {"true"}, .cpu = cpu}), Error,
                          [](const Error& error) {
                            return error.cause().find("keep on one processor") != std::string::npos;
                          });
  }
}

BOOST_AUTO_TEST_CASE(a_program_that_is_no_launcher_is_not_taken_for_one) {
  BOOST_CHECK_EXCEPTION(Launcher("/bin/true"), Error, [](const Error& error) {
    return error.kind() == ErrorKind::environment && error.place().file == "/bin/true";
  });
  BOOST_CHECK_EXCEPTION(Launcher("/no/such/launcher"), Error,
                        [](const Error& error) { return error.kind() == ErrorKind::not_found; });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::probe

#include "bench/probe/file_trace.hpp"

#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <cerrno>

#include "core/base/error.hpp"
#include "tests/bench/probe/fixtures.hpp"
#include "tests/support/refused_calls.hpp"

namespace alertsage::probe {
namespace {

using std::filesystem::path;

boost::test_tools::assertion_result tracing_is_allowed(boost::unit_test::test_unit_id) {
  try {
    trace_files({.arguments = {TEST_OPENING_PROGRAM, "plainly"}});
    return true;
  } catch (const Error& error) {
    boost::test_tools::assertion_result skipped(false);
    skipped.message() << error.what();
    return skipped;
  }
}

struct Traced {
  FreshDirectory directory{TEST_DISK_DIRECTORY};
  path data = directory.write("data", "bytes");

  std::vector<TracedFile> of_opening(const std::string& how, const path& file) const {
    return trace_files({.arguments = {TEST_OPENING_PROGRAM, how, file.native()}});
  }
};

// "program" or "data"; "left out".
std::string kind_of(const path& name, const std::vector<TracedFile>& files) {
  std::string kind = "left out";
  for (const TracedFile& file : files) {
    if (file.path != std::filesystem::canonical(name)) continue;
    BOOST_TEST(kind == "left out", name << " is there twice");
    BOOST_TEST(file.bytes == std::filesystem::file_size(name));
    kind = name_of(file.kind);
  }
  return kind;
}

std::string cause_of_failure(const Command& command) {
  try {
    trace_files(command);
    return "";
  } catch (const Error& error) {
    return error.what();
  }
}

bool has_children() {
  return ::waitpid(-1, nullptr, WNOHANG | __WALL) != -1 || errno != ECHILD;
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(file_trace, Traced, *boost::unit_test::precondition(tracing_is_allowed))

BOOST_AUTO_TEST_CASE(finds_the_program_and_what_it_opens_in_any_way) {
  for (const char* how : {"plainly", "below-directory", "map", "in-thread"}) {
    const auto files = of_opening(how, data);
    BOOST_TEST_INFO(how);
    BOOST_TEST(kind_of(data, files) == "data");
    BOOST_TEST_INFO(how);
    BOOST_TEST(kind_of(TEST_OPENING_PROGRAM, files) == "program");
  }
  BOOST_TEST(kind_of(data, of_opening("map-executable", data)) == "program");
}

BOOST_AUTO_TEST_CASE(a_static_program_that_opens_nothing_reads_itself) {
  const auto files = trace_files({.arguments = {TEST_OPENING_PROGRAM, "plainly"}});
  BOOST_TEST_REQUIRE(files.size() == 1U);
  BOOST_TEST(kind_of(TEST_OPENING_PROGRAM, files) == "program");
}

BOOST_AUTO_TEST_CASE(shared_objects_and_their_loader_are_the_program) {
  const auto files = trace_files({.arguments = {"cat", data.native()}});
  int libraries = 0;
  for (const TracedFile& file : files) {
    const std::string name = file.path.filename();
    if (!name.starts_with("libc.so") && !name.starts_with("ld-linux")) continue;
    BOOST_TEST((file.kind == FileKind::program));
    ++libraries;
  }
  BOOST_TEST(libraries == 2);
  BOOST_TEST(kind_of(data, files) == "data");
}

BOOST_AUTO_TEST_CASE(children_are_followed_and_a_script_is_data_of_its_interpreter) {
  const path script = directory.write("script", "#!/bin/sh\ncat \"$1\" | (cat; true) & wait\n");
  std::filesystem::permissions(script, std::filesystem::perms::owner_all);
  const auto files = trace_files({.arguments = {script.native(), data.native()}});
  BOOST_TEST(kind_of("/bin/sh", files) == "program");
  BOOST_TEST(kind_of("/bin/cat", files) == "program");
  BOOST_TEST(kind_of(script, files) == "data");
  BOOST_TEST(kind_of(data, files) == "data");
}

BOOST_AUTO_TEST_CASE(an_interpreter_s_modules_are_found) {
  const path module = directory.write("module_of_test.py", "with open('data') as f: f.read()\n");
  const auto files = trace_files({.arguments = {"python3", "-B", "-c", "import module_of_test"},
                                  .directory = directory.path()});
  BOOST_TEST(kind_of(module, files) == "data");
  BOOST_TEST(kind_of(data, files) == "data");
  BOOST_TEST(files.size() > 20U);
}

BOOST_AUTO_TEST_CASE(standard_input_is_read_from_the_directory_of_the_caller) {
  const auto files = trace_files({.arguments = {"cat"}, .directory = "/", .stdin_file = data});
  BOOST_TEST(kind_of(data, files) == "data");
}

BOOST_AUTO_TEST_CASE(what_is_written_or_deleted_or_only_named_is_left_out) {
  BOOST_TEST(kind_of(data, of_opening("name-only", data)) == "left out");
  BOOST_TEST(kind_of(data, of_opening("change", data)) == "left out");
  BOOST_TEST(of_opening("delete-after", data).size() == of_opening("plainly", "/dev/zero").size());
  for (const TracedFile& file :
       trace_files({.arguments = {"sh", "-c", "cat /proc/self/maps; echo x > made; cat made; ls"},
       .directory = directory.path()})) {
    BOOST_TEST(!file.path.native().starts_with("/proc/"));
    BOOST_TEST(file.path.filename() != "made");
  }
}

BOOST_AUTO_TEST_CASE(a_command_that_fails_is_told_by_its_code_and_first_line) {
  BOOST_TEST(cause_of_failure({.arguments = {"sh", "-c", "echo first >&2; echo 2 >&2; exit 7"}}) ==
             "sh: the traced run exited with 7: 'first'");
  BOOST_TEST(cause_of_failure({.arguments = {"sh", "-c", "kill -TERM $$"}}) ==
             "sh: the traced run was ended by signal 15");
}

BOOST_AUTO_TEST_CASE(a_command_that_cannot_be_started_is_refused_as_the_launcher_refuses_it) {
  BOOST_TEST(cause_of_failure({.arguments = {"/absent"}}) ==
             "/absent: cannot run: No such file or directory");
  BOOST_TEST(cause_of_failure({.arguments = {"true"}, .directory = "/absent"}) ==
             "/absent: cannot enter: No such file or directory");
  BOOST_TEST(cause_of_failure({.arguments = {"true"}, .stdin_file = "/absent"}) ==
             "/absent: cannot open as standard input: No such file or directory");
  BOOST_TEST(!has_children());
}

BOOST_AUTO_TEST_CASE(where_tracing_is_refused_files_are_to_be_named) {
  const pid_t confined = ::fork();
  if (confined == 0) {
    testing::refuse_system_calls({SYS_ptrace});
    const std::string cause = cause_of_failure({.arguments = {"true"}});
    ::_exit(cause == "tracing is refused here; name the files instead (--file PATH): "
                     "'Operation not permitted'"
                ? 0
                : 1);
  }
  int status = 0;
  BOOST_TEST(::waitpid(confined, &status, 0) == confined);
  BOOST_TEST(status == 0);
}

BOOST_AUTO_TEST_CASE(a_command_that_hangs_is_ended_with_its_children) {
  const path pids = directory.path() / "pids";
  const std::string script = "setsid sleep 1000 & echo $! > pids; sleep 1000 & wait";
  BOOST_TEST(cause_of_failure({.arguments = {"sh", "-c", script},
                               .directory = directory.path(),
                               .timeout = std::chrono::milliseconds(300)}) ==
             "sh: the traced run was not over in time");
  pid_t escaped = 0;
  std::ifstream(pids) >> escaped;
  BOOST_TEST_REQUIRE(escaped > 0);
  BOOST_TEST(has_ended(escaped));
  BOOST_TEST(!has_children());
}

BOOST_AUTO_TEST_CASE(what_a_command_leaves_running_is_ended) {
  trace_files({.arguments = {"sh", "-c", "setsid sleep 1000 & echo $! > pids"},
               .directory = directory.path()});
  pid_t left = 0;
  std::ifstream(directory.path() / "pids") >> left;
  BOOST_TEST_REQUIRE(left > 0);
  BOOST_TEST(has_ended(left));
  BOOST_TEST(!has_children());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::probe

#include "bench/probe/launcher.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <csignal>
#include <string>
#include <thread>

#include "bench/probe/optional_file.hpp"
#include "tests/bench/probe/fixtures.hpp"

namespace alertsage::probe {
namespace {

using std::chrono::milliseconds;

constexpr std::uint64_t kMebibyte = 1 << 20;

ProcessSample run(const Command& command) {
  return Launcher(TEST_LAUNCHER).run(command);
}

ProcessSample shell(const std::string& script) {
  return run({.arguments = {"sh", "-c", script}});
}

bool ends_soon(pid_t process) {
  for (int tries = 0; tries < 1000; ++tries) {
    if (has_ended(process)) return true;
    std::this_thread::sleep_for(milliseconds(5));
  }
  return false;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(launcher)

BOOST_AUTO_TEST_CASE(tells_exit_statuses_from_signals) {
  for (const int status : {0, 1, 7, 255}) {
    const ProcessSample sample = shell("exit " + std::to_string(status));
    BOOST_TEST((sample.ending == Ending::exited));
    BOOST_TEST(sample.code == status);
    BOOST_TEST(sample.succeeded() == (status == 0));
  }
  for (const int signal : {SIGSEGV, SIGKILL, SIGTERM}) {
    const ProcessSample sample = shell("kill -" + std::to_string(signal) + " $$");
    BOOST_TEST((sample.ending == Ending::signalled));
    BOOST_TEST(sample.code == signal);
    BOOST_TEST(!sample.succeeded());
  }
}

BOOST_AUTO_TEST_CASE(output_begins_before_the_end_and_silence_never_begins) {
  const ProcessSample speaking = shell("echo answer; sleep 0.05");
  BOOST_TEST(speaking.kept_stdout == "answer\n");
  BOOST_TEST(speaking.first_output.value() < speaking.elapsed);
  BOOST_TEST(speaking.first_output->count() > 0);
  BOOST_TEST(speaking.elapsed >= milliseconds(50));
  const ProcessSample silent = run({.arguments = {"true"}});
  BOOST_TEST(!silent.first_output.has_value());
  BOOST_TEST(silent.elapsed.count() > 0);
}

BOOST_AUTO_TEST_CASE(a_command_that_closes_its_output_has_not_ended) {
  const ProcessSample sample = shell("exec >&- 2>&-; sleep 0.05; exit 5");
  BOOST_TEST(sample.code == 5);
  BOOST_TEST(sample.elapsed >= milliseconds(50));
}

BOOST_AUTO_TEST_CASE(a_long_output_is_read_to_its_end_and_its_beginning_kept) {
  for (const std::size_t keep : {std::size_t{0}, std::size_t{1000}, std::size_t{1} << 20}) {
    const ProcessSample sample =
        run({.arguments = {"head", "-c", "10485760", "/dev/zero"}, .keep_stdout_bytes = keep});
    BOOST_TEST(sample.succeeded());
    BOOST_TEST(sample.stdout_bytes == 10 * kMebibyte);
    BOOST_TEST((sample.kept_stdout == std::string(keep, '\0')));
    BOOST_TEST(sample.first_output.has_value());
  }
}

BOOST_AUTO_TEST_CASE(the_first_line_of_stderr_is_kept) {
  const ProcessSample sample = shell("echo first >&2; echo second >&2; exit 3");
  BOOST_TEST(sample.stderr_line() == "first");
  BOOST_TEST(sample.kept_stdout == "");
  BOOST_TEST(shell("exit 3").stderr_line() == "");
  BOOST_TEST(shell("head -c 1000000 /dev/zero >&2").kept_stderr.size() == 2048U);
}

BOOST_AUTO_TEST_CASE(the_pieces_of_stdout_tell_when_each_came) {
  const ProcessSample sample = shell("printf one; sleep 0.2; printf twenty");
  BOOST_TEST_REQUIRE(sample.pieces.size() == 2U);
  BOOST_TEST(sample.pieces[0].end == 3U);
  BOOST_TEST(sample.pieces[1].end == 9U);
  BOOST_TEST((sample.pieces[0].at == sample.first_output));
  BOOST_TEST(sample.pieces[1].at >= milliseconds(200));
  BOOST_TEST(sample.pieces[1].at <= sample.elapsed);
  BOOST_TEST(shell("exit 0").pieces.empty());
}

BOOST_AUTO_TEST_CASE(pieces_beyond_the_room_for_them_are_one) {
  const ProcessSample sample =
      run({.arguments = {"dd", "if=/dev/zero", "bs=8", "count=20000", "status=none"},
           .keep_stdout_bytes = 1 << 20});
  BOOST_TEST(sample.pieces.size() <= 4096U);
  BOOST_TEST(sample.pieces.back().end == 160'000U);
}

BOOST_AUTO_TEST_CASE(a_command_stays_on_the_processor_that_was_asked) {
  Launcher launcher(TEST_LAUNCHER);
  const Command list = {.arguments = {"grep", "Cpus_allowed_list", "/proc/self/status"}};
  const std::string any = launcher.run(list).kept_stdout;
  Command pinned = list;
  pinned.cpu = 0;
  BOOST_TEST(launcher.run(pinned).kept_stdout == "Cpus_allowed_list:\t0\n");
  BOOST_TEST(launcher.run(list).kept_stdout == any);  // the launcher itself is free again
}

BOOST_AUTO_TEST_CASE(an_interrupt_ends_the_command_at_once) {
  std::array<int, 2> ends;
  BOOST_TEST_REQUIRE(::pipe(ends.data()) == 0);
  const FileDescriptor signal(ends[0]);
  const FileDescriptor cause(ends[1]);
  const FreshDirectory directory;
  const auto note = directory.path() / "pid";
  Launcher launcher(TEST_LAUNCHER);
  launcher.watch_for_interrupt(signal.get());
  BOOST_TEST(launcher.run({.arguments = {"true"}}).succeeded());
  std::thread user([&] {
    while (!read_line(note)) std::this_thread::sleep_for(milliseconds(1));
    BOOST_TEST(::write(cause.get(), "^", 1) == 1);
  });
  BOOST_CHECK_THROW(
      launcher.run({.arguments = {"sh", "-c", "echo $$ > pid.new; mv pid.new pid; exec sleep 600"},
                    .directory = directory.path()}),
      Interrupted);
  user.join();
  BOOST_TEST(ends_soon(std::stoi(read_line(note).value())));
}

BOOST_AUTO_TEST_CASE(a_timeout_kills_the_whole_group) {
  const ProcessSample sample =
      run({.arguments = {"sh", "-c", "sleep 600 & echo $!; wait"}, .timeout = milliseconds(300)});
  BOOST_TEST((sample.ending == Ending::timed_out));
  BOOST_TEST(!sample.succeeded());
  BOOST_TEST(sample.elapsed >= milliseconds(300));
  BOOST_TEST(ends_soon(std::stoi(sample.kept_stdout)));
}

BOOST_AUTO_TEST_CASE(a_timeout_that_is_not_reached_changes_nothing) {
  const ProcessSample sample =
      run({.arguments = {"sh", "-c", "exit 4"}, .timeout = std::chrono::minutes(10)});
  BOOST_TEST((sample.ending == Ending::exited));
  BOOST_TEST(sample.code == 4);
}

BOOST_AUTO_TEST_CASE(what_a_command_leaves_running_does_not_disturb_the_next) {
  const ProcessSample sample = shell("sleep 600 & echo $!");  // which also holds stdout open
  BOOST_TEST(sample.succeeded());
  BOOST_TEST(ends_soon(std::stoi(sample.kept_stdout)));
}

BOOST_AUTO_TEST_CASE(standard_input_is_the_file_or_empty) {
  const FreshDirectory directory;
  const auto file = directory.write("in put", "one\ntwo\n");
  BOOST_TEST(run({.arguments = {"cat"}, .stdin_file = file}).kept_stdout == "one\ntwo\n");
  const ProcessSample empty = run({.arguments = {"cat"}});
  BOOST_TEST(empty.succeeded());
  BOOST_TEST(empty.stdout_bytes == 0U);
}

BOOST_AUTO_TEST_CASE(the_environment_is_exactly_what_was_asked) {
  const ProcessSample bare =
      run({.arguments = {"/usr/bin/env"},
           .environment = {{"A", "1"}, {"B", "two words = 2"}, {"EMPTY", ""}},
           .inherit_environment = false});
  BOOST_TEST(bare.kept_stdout == "A=1\nB=two words = 2\nEMPTY=\n");
  BOOST_TEST(run({.arguments = {"/usr/bin/env"}, .inherit_environment = false}).kept_stdout == "");
}

BOOST_AUTO_TEST_CASE(added_variables_take_the_place_of_inherited_ones) {
  Launcher launcher(TEST_LAUNCHER);
  // Set after the launcher was started: what counts is this process's environment.
  ::setenv("PROBE_TEST_KEPT", "kept", 1);
  ::setenv("PROBE_TEST", "old", 1);
  // Not through a shell, which would hide a variable that is there twice.
  const std::string text = launcher
                               .run({.arguments = {"/usr/bin/env"},
                                     .environment = {{"PROBE_TEST", "new"}},
                                     .keep_stdout_bytes = 1 << 20})
                               .kept_stdout;
  ::unsetenv("PROBE_TEST");
  ::unsetenv("PROBE_TEST_KEPT");
  BOOST_TEST(text.find("PROBE_TEST=new\n") != std::string::npos);
  BOOST_TEST(text.find("PROBE_TEST_KEPT=kept\n") != std::string::npos);
  BOOST_TEST(text.find("PROBE_TEST=old\n") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(it_runs_where_it_is_told_and_relative_paths_start_from_here) {
  const FreshDirectory directory;
  const auto place = std::filesystem::canonical(directory.path());
  directory.write("text", "there");
  BOOST_TEST(run({.arguments = {"pwd", "-P"}, .directory = place}).kept_stdout ==
             place.native() + "\n");
  BOOST_TEST(run({.arguments = {"cat", "text"}, .directory = place}).kept_stdout == "there");
  const auto here = std::filesystem::relative("/usr/bin/env", std::filesystem::current_path());
  BOOST_TEST(run({.arguments = {here.native(), "pwd"}, .directory = "/"}).kept_stdout == "/\n");
}

BOOST_AUTO_TEST_CASE(arguments_arrive_as_they_are) {
  const ProcessSample sample = run({.arguments = {"printf", "<%s>", "", "a b", "$HOME", "\"\n"}});
  BOOST_TEST(sample.kept_stdout == "<><a b><$HOME><\"\n>");
}

BOOST_AUTO_TEST_CASE(no_descriptor_of_ours_reaches_the_command) {
  const FileDescriptor before(::open("/dev/null", O_RDONLY));  // no O_CLOEXEC, on purpose
  Launcher launcher(TEST_LAUNCHER);
  const FileDescriptor after(::open("/dev/null", O_RDONLY));
  // Descriptor 3 is the directory that ls reads.
  for (int round = 0; round < 2; ++round) {
    BOOST_TEST(launcher.run({.arguments = {"ls", "/proc/self/fd"}}).kept_stdout == "0\n1\n2\n3\n");
  }
}

BOOST_AUTO_TEST_CASE(no_signal_is_blocked_or_ignored_in_the_command) {
  sigset_t blocked;
  sigset_t old;
  ::sigemptyset(&blocked);
  ::sigaddset(&blocked, SIGUSR1);
  ::pthread_sigmask(SIG_BLOCK, &blocked, &old);
  const auto before = std::signal(SIGPIPE, SIG_IGN);
  const ProcessSample sample =
      run({.arguments = {"grep", "-E", "Sig(Blk|Ign)", "/proc/self/status"}});
  std::signal(SIGPIPE, before);
  ::pthread_sigmask(SIG_SETMASK, &old, nullptr);
  BOOST_TEST(sample.kept_stdout == "SigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
}

BOOST_AUTO_TEST_CASE(what_the_command_used_is_its_own) {
  const ProcessSample sample = shell("i=0; while [ $i -lt 20000 ]; do i=$((i+1)); done");
  BOOST_TEST(sample.usage.cpu_time().count() > 0);
  BOOST_TEST(sample.usage.minor_faults > 0U);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::probe

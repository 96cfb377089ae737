// Marks and answers, under each of the two agents.
#include <signal.h>

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <memory>
#include <thread>

#include "core/base/error.hpp"
#include "tests/leaktest/agent/running_subject.hpp"
#include "tests/support/temporary_directory.hpp"

namespace alertsage::leaktest {
namespace {

namespace data = boost::unit_test::data;
using namespace std::chrono_literals;

const auto kBoth = data::make({Counting::on, Counting::off});

}  // namespace

std::ostream& operator<<(std::ostream& out, Counting counting) {
  return out << (counting == Counting::on ? "counting" : "marks alone");
}

BOOST_AUTO_TEST_SUITE(marks_test)

BOOST_DATA_TEST_CASE(a_cycle_may_go_on_be_trimmed_and_stop, kBoth, counting) {
  AgentChannel channel(counting, TEST_AGENTS);
  BOOST_TEST(!channel.wait(0ms));
  BOOST_TEST(channel.process() == 0);
  BOOST_TEST(channel.attachments() == 0U);
  BOOST_TEST(!channel.counts());
  BOOST_TEST(!channel.heap_in_use());
  RunningSubject subject(channel, {TEST_SUBJECT, "sixteen_bytes"});
  BOOST_TEST((next_mark(channel, subject) == Mark::begin));
  BOOST_TEST((channel.wait(0ms) == Mark::begin));  // not answered yet
  const std::uint64_t heap_before = channel.heap_in_use().value();
  channel.answer(Answer::go_on);
  BOOST_TEST((next_mark(channel, subject) == Mark::cycle));
  channel.answer(Answer::trim);
  BOOST_TEST((next_mark(channel, subject) == Mark::trimmed));
  channel.answer(Answer::go_on);
  BOOST_TEST((next_mark(channel, subject) == Mark::cycle));
  BOOST_TEST(channel.heap_in_use().value() >= heap_before + 32);
  channel.answer(Answer::trim);
  BOOST_TEST((next_mark(channel, subject) == Mark::trimmed));
  channel.answer(Answer::stop);
  BOOST_TEST(subject.end() == 0);
  BOOST_TEST(!channel.wait(0ms));
  BOOST_TEST(channel.attachments() == 1U);
}

BOOST_DATA_TEST_CASE(signals_of_the_program_come_while_it_is_stopped, kBoth, counting) {
  AgentChannel channel(counting, TEST_AGENTS);
  RunningSubject subject(channel, {TEST_SUBJECT, "is_interrupted"});
  for (int begins = 0; begins < 2; ++begins) {
    BOOST_REQUIRE((next_mark(channel, subject) == Mark::begin));
    if (begins == 1) BOOST_TEST(subject.line() == "tick");
    channel.answer(Answer::go_on);
  }
  BOOST_REQUIRE((next_mark(channel, subject) == Mark::cycle));
  channel.answer(Answer::stop);
  BOOST_TEST(subject.end() == 0);
}

BOOST_DATA_TEST_CASE(the_process_runs_on_where_the_channel_has_gone, kBoth, counting) {
  auto channel = std::make_unique<AgentChannel>(counting, TEST_AGENTS);
  RunningSubject subject(*channel, {TEST_SUBJECT, "nothing"});
  BOOST_REQUIRE((next_mark(*channel, subject) == Mark::begin));
  channel.reset();
  BOOST_TEST(subject.line() == "0 0 0 0 0");
  BOOST_TEST(subject.end() == 0);
}

BOOST_DATA_TEST_CASE(the_process_runs_on_where_another_file_has_the_channels_number, kBoth,
                     counting) {
  AgentChannel channel(counting, TEST_AGENTS);
  RunningSubject subject(channel, {TEST_SUBJECT, "nothing"});
  BOOST_REQUIRE((next_mark(channel, subject) == Mark::begin));
  const std::filesystem::path file = channel.environment().at(1).second;
  BOOST_REQUIRE(::dup2(STDERR_FILENO, std::stoi(file.filename())) >= 0);
  BOOST_TEST(subject.line() == "0 0 0 0 0");
  BOOST_TEST(subject.end() == 0);
}

// It looks every second whether the tester is there.
BOOST_DATA_TEST_CASE(the_process_waits_on_where_it_does_not_see_the_channel_any_more, kBoth,
                     counting) {
  AgentChannel channel(counting, TEST_AGENTS);
  RunningSubject subject(channel, {TEST_SUBJECT, "changes_root"});
  BOOST_REQUIRE((next_mark(channel, subject) == Mark::begin));
  channel.answer(Answer::go_on);
  if (next_mark(channel, subject) != Mark::begin) {
    BOOST_TEST_MESSAGE("skipped: no right to change the root directory");
    return;
  }
  std::this_thread::sleep_for(1500ms);
  channel.answer(Answer::go_on);
  BOOST_TEST((next_mark(channel, subject) == Mark::cycle));
  channel.answer(Answer::stop);
  BOOST_TEST(subject.end() == 0);
}

// The tester is a child of this test, killed, and not waited for: it has still a number then.
BOOST_DATA_TEST_CASE(the_process_runs_on_where_the_tester_was_killed, kBoth, counting) {
  std::array<int, 2> ends{};
  BOOST_REQUIRE(::pipe(ends.data()) == 0);
  const pid_t tester = ::fork();
  if (tester == 0) {
    AgentChannel channel(counting, TEST_AGENTS);
    if (::fork() == 0) {
      ::dup2(ends[1], STDOUT_FILENO);
      for (const auto& [name, value] : channel.environment()) {
        ::setenv(name.c_str(), value.c_str(), 1);
      }
      ::close(ends[0]);
      ::close(ends[1]);
      ::execl(TEST_SUBJECT, TEST_SUBJECT, "nothing", nullptr);
      ::_exit(5);
    }
    while (!channel.wait(1s)) {
    }
    ::raise(SIGKILL);
  }
  ::close(ends[1]);
  std::string said;
  char letter = 0;
  while (::read(ends[0], &letter, 1) == 1) said += letter;
  BOOST_TEST(said == "0 0 0 0 0\n");
  int status = 0;
  BOOST_TEST(::waitpid(tester, &status, 0) == tester);
  BOOST_TEST(WIFSIGNALED(status));
  ::close(ends[0]);
}

BOOST_AUTO_TEST_CASE(without_a_tester_there_is_one_cycle) {
  for (const char* program : {TEST_MARKS_IN_C, TEST_MARKS_IN_CPP}) {
    RunningSubject subject(probe::Environment{}, {program});
    BOOST_TEST(subject.line() == "cycles: 1");
    BOOST_TEST(subject.end() == 0);
  }
}

BOOST_AUTO_TEST_CASE(the_agent_alone_changes_nothing) {
  const AgentChannel channel(Counting::on, TEST_AGENTS);
  probe::Environment environment = channel.environment();
  for (const char* page : {"/proc/1/fd/nothing", "/dev/null", ""}) {
    environment[1].second = page;
    RunningSubject subject(environment, {TEST_MARKS_IN_C});
    BOOST_TEST(subject.line() == "cycles: 1");
    BOOST_TEST(subject.end() == 0);
  }
  BOOST_TEST(channel.attachments() == 0U);
}

BOOST_DATA_TEST_CASE(a_page_of_another_version_is_refused, kBoth, counting) {
  const AgentChannel channel(counting, TEST_AGENTS);
  const std::string& page = channel.environment().at(1).second;
  const FileDescriptor file(::open(page.c_str(), O_WRONLY | O_CLOEXEC));
  const std::uint32_t version = kPageVersion + 1;
  static_assert(offsetof(SharedPage, version) == 0);
  BOOST_REQUIRE(::write(file.get(), &version, sizeof version) == sizeof version);
  RunningSubject subject(channel, {TEST_MARKS_IN_C});
  BOOST_TEST(subject.line() == "cycles: 1");
  BOOST_TEST(subject.end() == 0);
  BOOST_TEST(channel.attachments() == 0U);
  BOOST_TEST(channel.process() == 0);
}

BOOST_DATA_TEST_CASE(c_and_cpp_programs_mark_their_cycles, kBoth, counting) {
  for (const char* program : {TEST_MARKS_IN_C, TEST_MARKS_IN_CPP}) {
    AgentChannel channel(counting, TEST_AGENTS);
    RunningSubject subject(channel, {program});
    BOOST_REQUIRE((next_mark(channel, subject) == Mark::begin));
    channel.answer(Answer::go_on);
    for (int cycle = 1; cycle <= 3; ++cycle) {
      BOOST_REQUIRE((next_mark(channel, subject) == Mark::cycle));
      channel.answer(cycle < 3 ? Answer::go_on : Answer::stop);
    }
    BOOST_TEST(subject.line() == "cycles: 3");
    BOOST_TEST(subject.end() == 0);
  }
}

BOOST_AUTO_TEST_CASE(what_is_preloaded_already_stays) {
  ::setenv("LD_PRELOAD", "first.so:second.so", 1);
  const AgentChannel channel(Counting::off, TEST_AGENTS);
  ::unsetenv("LD_PRELOAD");
  const auto& [name, value] = channel.environment().at(0);
  BOOST_TEST(name == "LD_PRELOAD");
  BOOST_TEST(value.ends_with("/alertsage-leaktest-marks.so:first.so:second.so"));
}

BOOST_AUTO_TEST_CASE(an_agent_that_cannot_be_loaded_is_refused) {
  const testing::TemporaryDirectory directory;
  const auto is_of = [](ErrorKind kind) {
    return [kind](const Error& error) { return error.kind() == kind; };
  };
  BOOST_CHECK_EXCEPTION(AgentChannel(Counting::on, directory.path()), Error,
                        is_of(ErrorKind::not_found));
  const auto spaced = directory.path() / "a b";
  std::filesystem::create_directory(spaced);
  std::filesystem::copy(std::filesystem::path(TEST_AGENTS) / "alertsage-leaktest-counts.so",
                        spaced);
  BOOST_CHECK_EXCEPTION(AgentChannel(Counting::on, spaced), Error, is_of(ErrorKind::environment));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::leaktest

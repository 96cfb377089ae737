// Small things about the tested process: what it is, how it ends, what it holds, what to run next.
#define BOOST_TEST_MODULE subject
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "leaktest/injected_leak.hpp"
#include "leaktest/inventory.hpp"
#include "leaktest/sanitized_program.hpp"
#include "leaktest/site_finder.hpp"
#include "leaktest/subject_process.hpp"
#include "reports/results/vocabulary.hpp"
#include "tests/support/temporary_directory.hpp"

using namespace alertsage;
using namespace alertsage::leaktest;
using namespace std::chrono_literals;
namespace leak_metric = reports::leak_metric;

namespace {

SubjectCommand shell(const std::string& script) {
  return {.arguments = {"sh", "-c", script}, .output = Output::lines, .keep_stderr = true};
}

void wait_for(SubjectProcess& process) {
  while (!process.has_ended()) process.wait_for_output(1ms);
}

reports::LeakSection leaking(std::initializer_list<std::string_view> metrics) {
  reports::LeakSection section{.verdict = reports::LeakVerdict::leak, .command = "4711"};
  for (const std::string_view metric : metrics) {
    section.metrics.push_back({.name = std::string(metric), .verdict = reports::LeakVerdict::leak});
  }
  section.metrics.push_back({.name = "clean", .verdict = reports::LeakVerdict::clean});
  return section;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(subject_process)

BOOST_AUTO_TEST_CASE(says_how_it_ended) {
  SubjectProcess good(shell("exit 0"));
  wait_for(good);
  BOOST_TEST(good.succeeded());
  SubjectProcess bad(shell("echo why >&2; echo more >&2; exit 7"));
  wait_for(bad);
  BOOST_TEST(bad.how_it_ended() == "ended with exit code 7: 'why'");
  SubjectProcess killed(shell("kill -9 $$"));
  wait_for(killed);
  BOOST_TEST(killed.how_it_ended() == "was ended by signal 9 (Killed)");
  BOOST_CHECK_THROW(SubjectProcess({.arguments = {"/nonexistent/program"}}), Error);
}

// Of lines that come at once a process can be looked at once.
BOOST_AUTO_TEST_CASE(tells_of_lines_and_keeps_their_beginning) {
  SubjectProcess process(shell("printf 'a\\nb\\nc'"));
  wait_for(process);
  BOOST_TEST(process.any_line());
  BOOST_TEST(!process.any_line());
  BOOST_TEST(process.kept_stdout() == "a\nb\nc");
}

BOOST_AUTO_TEST_CASE(adds_to_the_environment_and_replaces_in_it) {
  ::setenv("ALERTSAGE_TEST_SUBJECT", "old", 1);
  SubjectCommand command = shell("echo $ALERTSAGE_TEST_SUBJECT $HOME");
  command.environment = {{"ALERTSAGE_TEST_SUBJECT", "new"}};
  SubjectProcess process(command);
  wait_for(process);
  BOOST_TEST(process.kept_stdout().starts_with("new "));
  BOOST_TEST(process.kept_stdout().size() > 5U);
}

BOOST_AUTO_TEST_CASE(ends_what_does_not_want_to) {
  SubjectProcess stubborn(shell("trap '' TERM; echo up; while :; do sleep 1; done"));
  while (!stubborn.any_line()) stubborn.wait_for_output(10ms);
  stubborn.stop(50ms);
  BOOST_TEST(stubborn.has_ended());
  BOOST_TEST(stubborn.how_it_ended() == "was ended by signal 9 (Killed)");
}

BOOST_AUTO_TEST_CASE(starts_with_no_signal_blocked_or_ignored) {
  sigset_t blocked;
  ::sigemptyset(&blocked);
  ::sigaddset(&blocked, SIGUSR1);
  ::pthread_sigmask(SIG_BLOCK, &blocked, nullptr);
  ::signal(SIGUSR2, SIG_IGN);
  SubjectProcess one(shell("kill -USR1 $$"));
  SubjectProcess two(shell("kill -USR2 $$"));
  ::signal(SIGUSR2, SIG_DFL);
  ::pthread_sigmask(SIG_UNBLOCK, &blocked, nullptr);
  wait_for(one);
  wait_for(two);
  BOOST_TEST(one.how_it_ended() == "was ended by signal 10 (User defined signal 1)");
  BOOST_TEST(two.how_it_ended() == "was ended by signal 12 (User defined signal 2)");
}

BOOST_AUTO_TEST_CASE(ends_what_it_leaves_behind) {
  ::prctl(PR_SET_CHILD_SUBREAPER, 1);  // what is left behind becomes a child of this test
  SubjectProcess process(shell("sleep 5 & echo $!"));
  wait_for(process);
  const pid_t left = std::stoi(process.kept_stdout());
  int status = 0;
  BOOST_TEST(::waitpid(left, &status, 0) == left);
  BOOST_TEST((WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL));
  ::prctl(PR_SET_CHILD_SUBREAPER, 0);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(inventories)

BOOST_AUTO_TEST_CASE(names_what_there_is_more_of) {
  const testing::TemporaryDirectory directory;
  const auto path = directory.path() / "left-open";
  std::ofstream(path) << "content";
  const Inventory before = take_inventory(::getpid());
  const FileDescriptor one(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  const FileDescriptor two(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  const Inventory after = take_inventory(::getpid());
  const auto more = more_of(leak_metric::kDescriptors, before, after);
  BOOST_REQUIRE(more.size() == 1U);
  BOOST_TEST(more.front().name == path.native());
  BOOST_TEST(more.front().count == 2);
  BOOST_TEST(more_of(leak_metric::kDescriptors, after, before).empty());
  BOOST_TEST(more_of(leak_metric::kRssAnon, before, after).empty());
  BOOST_TEST(!before.mapped_bytes.empty());
}

BOOST_AUTO_TEST_CASE(names_threads_and_shared_memory) {
  const Inventory before = take_inventory(::getpid());
  const auto objects = count_shm_objects(::getpid());
  BOOST_REQUIRE(objects.has_value());
  leak_once(parse_leak_kind("shm"));
  leak_once(parse_leak_kind("thread"));
  const Inventory after = take_inventory(::getpid());
  const auto shm = more_of(leak_metric::kShmObjects, before, after);
  const auto threads = more_of(leak_metric::kThreads, before, after);
  { const InjectedShmObjects remove(::getpid()); }
  BOOST_REQUIRE(!shm.empty());
  BOOST_TEST(shm.front().name.starts_with("/dev/shm/alertsage-leaktest-"));
  BOOST_REQUIRE(threads.size() == 1U);
  BOOST_TEST(threads.front().name == "leaked");
  BOOST_TEST(more_of(leak_metric::kShmObjects, before, take_inventory(::getpid())).empty());
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(sanitized_programs)

BOOST_AUTO_TEST_CASE(tells_what_cannot_be_measured) {
  BOOST_TEST(!is_sanitized("/bin/sh"));
  BOOST_TEST(is_sanitized(TEST_SANITIZED_PROGRAM));
  BOOST_TEST(!is_sanitized("/nonexistent"));
}

BOOST_AUTO_TEST_CASE(nothing_but_an_answer_comes_of_damaged_programs) {
  const testing::TemporaryDirectory directory;
  const std::string bytes = read_text_file("/proc/self/exe");
  for (const std::size_t size : {0U, 1U, 16U, 63U, 64U, 100U, 4096U}) {
    const auto path = directory.path() / std::to_string(size);
    std::ofstream(path) << bytes.substr(0, size);
    BOOST_TEST(!is_sanitized(path.native()));
  }
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(commands_that_find_the_site)

BOOST_AUTO_TEST_CASE(are_the_tool_for_the_case) {
  using Lines = std::vector<std::string>;
  const std::string strace = "strace -f -k -e trace=";
  const std::vector<std::string> command = {"./serve", "a b", "it's"};
  const auto of = [&](std::initializer_list<std::string_view> metrics) {
    return site_finders(leaking(metrics), {"./serve"});
  };
  BOOST_TEST(site_finders(leaking({leak_metric::kLiveBytes}), command) ==
             Lines{"heaptrack ./serve 'a b' 'it'\\''s'"});
  BOOST_TEST(site_finders(leaking({leak_metric::kLiveBytes}), {"./serve"}, {"N=a b"}) ==
             Lines{"'N=a b' heaptrack ./serve"});
  BOOST_TEST(of({leak_metric::kThreads}) == Lines{strace + "clone,clone3 ./serve"});
  BOOST_TEST(of({leak_metric::kShmObjects}) == Lines{strace + "openat,memfd_create ./serve"});
  for (const std::string_view metric : {leak_metric::kMappedBytes, leak_metric::kRssAnon}) {
    BOOST_TEST(of({metric}) == Lines{strace + "mmap,munmap,mremap,brk ./serve"});
  }
  BOOST_TEST(site_finders({.verdict = reports::LeakVerdict::clean}, command).empty());
}

BOOST_AUTO_TEST_CASE(are_one_for_each_kind_of_leak) {
  const auto lines = site_finders(
      leaking({leak_metric::kLiveBytes, leak_metric::kDescriptors, leak_metric::kMappings,
               leak_metric::kLiveBlocks, leak_metric::kRssAnon}),
      {"./serve"});
  BOOST_TEST(lines ==
             (std::vector<std::string>{"valgrind --track-fds=yes ./serve", "heaptrack ./serve"}));
}

BOOST_AUTO_TEST_CASE(attach_to_a_process) {
  const auto lines = [](std::string_view metric) { return site_finders(leaking({metric}), {}); };
  BOOST_TEST(lines(leak_metric::kRssAnon).front() == "heaptrack --pid 4711");
  BOOST_TEST(lines(leak_metric::kDescriptors).front() == "ls -l /proc/4711/fd");
  BOOST_TEST(lines(leak_metric::kThreads).front() == "strace -f -k -e trace=clone,clone3 -p 4711");
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(injected_leaks)

BOOST_AUTO_TEST_CASE(are_named_by_kind) {
  const LeakKind kind = parse_leak_kind("map:mmap:4KiB");
  BOOST_TEST((kind.holder == LeakKind::Holder::map));
  BOOST_TEST((kind.source == LeakKind::Source::by_mmap));
  BOOST_TEST(kind.bytes == 4096U);
  BOOST_TEST(parse_leak_kind("16").bytes == 16U);
  BOOST_TEST((parse_leak_kind("list:new:1").source == LeakKind::Source::by_new));
  BOOST_TEST((parse_leak_kind("fd").what == LeakKind::What::descriptor));
  for (const char* wrong :
       {"", "much", "list:", "new:list:4", "16x", "-1", "99999999999999999999"}) {
    BOOST_CHECK_THROW(parse_leak_kind(wrong), Error);
  }
}

BOOST_AUTO_TEST_SUITE_END()

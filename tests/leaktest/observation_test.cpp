// What is done with cycles, on a source that makes them up: this very process stands in for the
// tested one.
#define BOOST_TEST_MODULE observation
#include "leaktest/observation.hpp"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <functional>
#include <string>
#include <vector>

#include "bench/probe/launcher.hpp"
#include "core/base/error.hpp"
#include "reports/results/vocabulary.hpp"

using namespace alertsage;
using namespace alertsage::leaktest;
using reports::LeakVerdict;

namespace {

class MadeUp : public CycleSource {
 public:
  explicit MadeUp(std::size_t cycles, Occurrence end = Occurrence::ended)
      : cycles_(cycles), end_(end) {}

  Occurrence next() override {
    if (given_ == cycles_) return end_;
    ++given_;
    if (in_each) in_each();
    return Occurrence::cycle;
  }
  bool trim() override {
    ++trims;
    return trims <= trims_that_work_;
  }
  bool can_trim() const override { return trims_that_work_ > 0; }
  void finish() override { ++finished; }

  std::size_t given() const { return given_; }
  void allow_trims(std::size_t many = 1'000) { trims_that_work_ = many; }

  std::function<void()> in_each;
  std::size_t trims = 0;
  int finished = 0;

 private:
  std::size_t cycles_;
  std::size_t given_ = 0;
  Occurrence end_;
  std::size_t trims_that_work_ = 0;
};

// A child that does nothing.
pid_t stopped_child() {
  const pid_t process = ::fork();
  if (process == 0) {
    ::raise(SIGSTOP);
    ::_exit(0);
  }
  BOOST_REQUIRE(::waitpid(process, nullptr, WUNTRACED) == process);
  return process;
}

// Thirty cycles are the first after which all may be clean.
void leak_descriptors_after_thirty_cycles(MadeUp& source, std::vector<FileDescriptor>& open) {
  source.in_each = [&] {
    if (source.given() > 30) open.emplace_back(::dup(STDERR_FILENO));
  };
}

reports::LeakSection observed(MadeUp& source, ObservationPlan plan = {},
                              pid_t process = ::getpid()) {
  plan.heap_needed = false;
  Recording recording(process, nullptr);
  reports::LeakSection section{.name = "leak/command/made-up/each-line"};
  observe(
      source, recording, plan, [](std::size_t, std::size_t) {}, section);
  return section;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(recording)

BOOST_AUTO_TEST_CASE(memory_that_was_swapped_out_is_still_anonymous_memory) {
  probe::MemorySample memory;
  memory.swap_bytes = 512;
  BOOST_TEST(!anonymous_bytes(memory));
  memory.rss_anon_bytes = 4096;
  BOOST_TEST(anonymous_bytes(memory).value() == 4608);
  memory.swap_bytes.reset();
  BOOST_TEST(anonymous_bytes(memory).value() == 4096);
}

BOOST_AUTO_TEST_SUITE_END()

BOOST_AUTO_TEST_SUITE(observation)

BOOST_AUTO_TEST_CASE(stops_where_all_is_clean_and_ends_the_subject_once) {
  MadeUp source(1'000);
  const auto section =
      observed(source, {.schedule = {.loads = 50, .most = 200}, .max_leak_bytes = 1 << 20});
  BOOST_TEST((section.verdict == LeakVerdict::clean), section.reason);
  BOOST_TEST(section.loads < 50);
  BOOST_TEST(source.finished == 1);
  BOOST_TEST(source.trims == 0U);
  for (const auto& [name, values] : section.series) {
    BOOST_TEST(values.size() == static_cast<std::size_t>(section.loads), name);
  }
}

BOOST_AUTO_TEST_CASE(names_what_leaked) {
  MadeUp source(1'000);
  std::vector<FileDescriptor> open;
  source.in_each = [&] { open.emplace_back(::dup(STDERR_FILENO)); };
  const auto section = observed(source, {.schedule = {.loads = 10, .most = 10}});
  BOOST_TEST((section.verdict == LeakVerdict::leak));
  BOOST_TEST(section.loads == 10);
  BOOST_REQUIRE(!section.leaked.empty());
  BOOST_TEST(section.leaked.front().metric == reports::leak_metric::kDescriptors);
  BOOST_TEST(section.leaked.front().count == 7);  // since the third cycle
}

// It ends between two looks, and before the start-up of so long a test is over.
BOOST_AUTO_TEST_CASE(names_what_leaked_by_the_first_look) {
  MadeUp source(35);
  std::vector<FileDescriptor> open;
  source.in_each = [&] { open.emplace_back(::dup(STDERR_FILENO)); };
  const auto section = observed(source, {.schedule = {.loads = 200, .most = 200}});
  BOOST_REQUIRE(!section.leaked.empty());
  BOOST_TEST(section.leaked.front().metric == reports::leak_metric::kDescriptors);
  BOOST_TEST(section.leaked.front().count == 27);
}

BOOST_AUTO_TEST_CASE(goes_on_without_trims_after_a_clean_verdict) {
  MadeUp source(1'000);
  source.allow_trims();
  const auto section = observed(source, {.max_leak_bytes = 1 << 20});
  BOOST_TEST((section.verdict == LeakVerdict::clean), section.reason);
  BOOST_REQUIRE(section.retention.has_value());
  const std::size_t untrimmed = section.retention->rss_anon_bytes.size();
  BOOST_TEST(untrimmed == 25U);
  BOOST_TEST(source.given() == static_cast<std::size_t>(section.loads) + untrimmed);
  BOOST_TEST(source.trims == static_cast<std::size_t>(section.loads) + 1);
}

// It was clean for thirty cycles, and what came after was recorded and not looked at.
BOOST_AUTO_TEST_CASE(what_begins_to_leak_after_a_clean_verdict_is_found) {
  MadeUp source(1'000);
  source.allow_trims();
  std::vector<FileDescriptor> open;
  leak_descriptors_after_thirty_cycles(source, open);
  const auto section = observed(source, {.max_leak_bytes = 1 << 20});
  BOOST_TEST((section.verdict == LeakVerdict::leak), section.reason);
  BOOST_TEST(section.loads == 50);
  BOOST_TEST(source.given() == 30U + 25 + 50);
}

BOOST_AUTO_TEST_CASE(what_came_once_after_a_clean_verdict_is_clean) {
  MadeUp source(1'000);
  source.allow_trims();
  std::vector<FileDescriptor> open;
  source.in_each = [&] {
    for (int i = 0; source.given() == 40 && i < 8; ++i) open.emplace_back(::dup(STDERR_FILENO));
  };
  const auto section = observed(source, {.max_leak_bytes = 1 << 20});
  BOOST_TEST((section.verdict == LeakVerdict::clean), section.reason);
  BOOST_TEST(section.loads == 50);
}

BOOST_AUTO_TEST_CASE(what_grew_after_a_clean_verdict_and_ended_is_not_clean) {
  MadeUp source(55);
  source.allow_trims();
  std::vector<FileDescriptor> open;
  leak_descriptors_after_thirty_cycles(source, open);
  const auto section = observed(source, {.max_leak_bytes = 1 << 20});
  BOOST_TEST((section.verdict == LeakVerdict::cannot_tell));
  BOOST_TEST(section.reason == "grew in 25 cycles after it had been clean");
}

BOOST_AUTO_TEST_CASE(an_interrupt_leaves_a_verdict_on_what_there_is_marked_partial) {
  MadeUp source(15, Occurrence::interrupted);
  const auto section = observed(source);
  BOOST_TEST(section.partial == "interrupted after 15 cycles");
  BOOST_TEST(section.loads == 15);
  BOOST_TEST(!section.metrics.empty());
  BOOST_TEST(source.finished == 1);
}

BOOST_AUTO_TEST_CASE(an_interrupt_before_anything_can_be_said_is_no_failure) {
  MadeUp source(1, Occurrence::interrupted);
  BOOST_CHECK_THROW(observed(source), probe::Interrupted);
}

// The verdict on what was trimmed is complete by then, and the allocator may keep any memory.
BOOST_AUTO_TEST_CASE(an_interrupt_in_the_untrimmed_part_is_partial) {
  MadeUp source(40, Occurrence::interrupted);
  source.allow_trims();
  const auto section = observed(source, {.max_leak_bytes = 1 << 20});
  BOOST_TEST((section.verdict == LeakVerdict::clean), section.reason);
  BOOST_TEST(section.loads == 30);
  BOOST_TEST(section.partial == "interrupted before the allocator was looked at");
  BOOST_TEST(!section.retention.has_value());
}

BOOST_AUTO_TEST_CASE(what_was_not_trimmed_is_not_sampled) {
  MadeUp source(50);
  source.allow_trims(20);
  const auto section = observed(source, {.max_leak_bytes = 1 << 20});
  BOOST_TEST(section.loads == 20);
  BOOST_TEST(source.given() == 50U);
}

BOOST_AUTO_TEST_CASE(without_the_trim_at_the_end_nothing_is_said_of_the_allocator) {
  MadeUp source(1'000);
  source.allow_trims(30);
  const auto section = observed(source, {.max_leak_bytes = 1 << 20});
  BOOST_TEST((section.verdict == LeakVerdict::clean), section.reason);
  BOOST_TEST(section.loads == 30);
  BOOST_TEST(source.trims == 31U);
  BOOST_TEST(!section.retention.has_value());
}

BOOST_AUTO_TEST_CASE(a_subject_that_ends_before_the_first_look_is_judged_and_partial) {
  MadeUp source(29);
  BOOST_TEST(observed(source).partial == "the process ended after 29 cycles");
  MadeUp enough(30);
  const auto section = observed(enough, {.max_leak_bytes = 1 << 20});
  BOOST_TEST(section.partial.empty());
  BOOST_TEST(section.loads == 30);
}

// Its last cycle was counted with nothing measured, and what was measured before was dropped.
BOOST_AUTO_TEST_CASE(a_subject_that_ends_while_it_is_looked_at_is_judged_by_what_was_seen) {
  const pid_t process = stopped_child();
  MadeUp source(36);
  source.in_each = [&] {
    if (source.given() != 36) return;
    ::kill(process, SIGKILL);
    siginfo_t end{};
    ::waitid(P_PID, static_cast<id_t>(process), &end, WEXITED | WNOWAIT);  // still has its number
  };
  const auto section = observed(source, {.max_leak_bytes = 64}, process);
  BOOST_TEST(section.loads == 35);
  for (const auto& [name, values] : section.series) BOOST_TEST(values.size() == 35U, name);
  const auto* resident = reports::find_metric(section, reports::leak_metric::kRssAnon);
  BOOST_REQUIRE(resident != nullptr);
  BOOST_TEST(resident->slope_per_load.has_value());
  ::waitpid(process, nullptr, 0);
}

// Nobody could ask it any more for its CPU time, and it was clean.
BOOST_AUTO_TEST_CASE(a_subject_that_did_nothing_and_ended_is_not_clean) {
  const pid_t process = stopped_child();
  MadeUp source(35);
  source.in_each = [&] {
    if (source.given() == 35) ::kill(process, SIGKILL), ::waitpid(process, nullptr, 0);
  };
  const auto section = observed(source, {.max_leak_bytes = 64}, process);
  BOOST_TEST(section.loads == 34);
  BOOST_TEST((section.verdict == LeakVerdict::cannot_tell));
}

// As where its first thread has ended, and others go on.
BOOST_AUTO_TEST_CASE(a_subject_that_goes_on_and_cannot_be_seen_is_refused) {
  const pid_t process = ::fork();
  if (process == 0) ::_exit(0);
  siginfo_t end{};
  ::waitid(P_PID, static_cast<id_t>(process), &end, WEXITED | WNOWAIT);
  MadeUp source(100'000);
  BOOST_CHECK_THROW(observed(source, {}, process), Error);
  BOOST_TEST(source.given() < 1'000U);
  ::waitpid(process, nullptr, 0);
}

BOOST_AUTO_TEST_CASE(one_cycle_tells_nothing) {
  MadeUp source(1);
  BOOST_CHECK_EXCEPTION(observed(source), Error, [](const Error& error) {
    return std::string(error.what()) == "the process ended after 1 cycle: too few to tell anything";
  });
}

BOOST_AUTO_TEST_CASE(pss_and_uss_are_read_now_and_then_and_at_both_ends) {
  MadeUp source(1'000);
  const auto section = observed(
      source, {.schedule = {.fewest = 25, .loads = 25, .most = 25}, .max_leak_bytes = 1 << 20});
  const auto pss = section.sparse_series.find(std::string(reports::leak_metric::kPss));
  BOOST_REQUIRE(pss != section.sparse_series.end());
  BOOST_TEST((pss->second.loads == std::vector<std::int64_t>{1, 10, 20, 25}));
  BOOST_TEST(pss->second.values.size() == 4U);
}

BOOST_AUTO_TEST_SUITE_END()

// The agent that counts, against a count that each scenario of subject.cpp makes beside it.
#define BOOST_TEST_MODULE leaktest_agent_test
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cstdint>
#include <sstream>

#include "core/base/memory.hpp"
#include "tests/leaktest/agent/running_subject.hpp"

namespace alertsage::leaktest {
namespace {

namespace data = boost::unit_test::data;

AllocationSums difference(const AllocationSums& after, const AllocationSums& before) {
  return {.live_bytes = after.live_bytes - before.live_bytes,
          .live_blocks = after.live_blocks - before.live_blocks,
          .mapped_bytes = after.mapped_bytes - before.mapped_bytes,
          .allocations = after.allocations - before.allocations,
          .allocated_bytes = after.allocated_bytes - before.allocated_bytes};
}

AllocationSums parse_sums(const std::string& line) {
  AllocationSums sums;
  std::istringstream(line) >> sums.live_bytes >> sums.live_blocks >> sums.mapped_bytes >>
      sums.allocations >> sums.allocated_bytes;
  return sums;
}

struct Outcome {
  AllocationSums at_begin = {};
  AllocationSums counted = {};   // in one cycle
  AllocationSums expected = {};  // by the subject itself
  std::int64_t allocations_in_shared_slot = 0;
};

Outcome run_scenario(const std::string& scenario) {
  AgentChannel channel(Counting::on, TEST_AGENTS);
  const MappedFile file(channel.environment().at(1).second);
  const auto& page = *reinterpret_cast<const SharedPage*>(file.bytes().data());
  RunningSubject subject(channel, {TEST_SUBJECT, scenario});
  Outcome outcome;
  BOOST_REQUIRE(next_mark(channel, subject) == Mark::begin);
  BOOST_TEST(channel.process() == subject.process());
  outcome.at_begin = channel.counts().value();
  channel.answer(Answer::go_on);
  BOOST_REQUIRE(next_mark(channel, subject) == Mark::cycle);
  outcome.counted = difference(channel.counts().value(), outcome.at_begin);
  outcome.allocations_in_shared_slot = page.slots[kSlots - 1].allocations.load();
  channel.answer(Answer::stop);
  outcome.expected = parse_sums(subject.line());
  BOOST_TEST(subject.end() == 0);
  return outcome;
}

void test_live(const Outcome& outcome) {
  BOOST_TEST(outcome.counted.live_bytes == outcome.expected.live_bytes);
  BOOST_TEST(outcome.counted.live_blocks == outcome.expected.live_blocks);
  BOOST_TEST(outcome.counted.mapped_bytes == outcome.expected.mapped_bytes);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(counts_test)

BOOST_DATA_TEST_CASE(every_function_of_the_family_is_counted_exactly,
                     data::make({"realloc_kinds", "aligned_kinds", "operator_new", "mappings",
                                 "keeps_errno", "nothing"}),
                     scenario) {
  const Outcome outcome = run_scenario(scenario);
  test_live(outcome);
}

BOOST_AUTO_TEST_CASE(allocations_and_their_bytes_are_counted_exactly) {
  for (const char* scenario : {"malloc_and_free", "aligned_kinds", "operator_new"}) {
    BOOST_TEST_CONTEXT(scenario) {
      const Outcome outcome = run_scenario(scenario);
      test_live(outcome);
      BOOST_TEST(outcome.expected.allocations > 0);
      BOOST_TEST(outcome.counted.allocations == outcome.expected.allocations);
      BOOST_TEST(outcome.counted.allocated_bytes == outcome.expected.allocated_bytes);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_one_thread_makes_another_may_free) {
  const Outcome outcome = run_scenario("threads");
  BOOST_TEST(outcome.expected.live_blocks == 200);
  test_live(outcome);
  BOOST_TEST(outcome.allocations_in_shared_slot == 0);  // those that have ended gave theirs back
}

// The C library keeps the stacks of some threads, each with a block of its own, which is now and
// then one step larger than the last time: bytes are as exact as that, blocks are exact.
BOOST_AUTO_TEST_CASE(more_threads_than_slots_lose_nothing) {
  constexpr std::int64_t kKeptStacks = 16;
  constexpr std::int64_t kStep = 16;
  const Outcome outcome = run_scenario("many_threads");
  BOOST_TEST(outcome.allocations_in_shared_slot > 0);
  BOOST_TEST(outcome.counted.live_blocks == outcome.expected.live_blocks);
  BOOST_TEST(std::abs(outcome.counted.live_bytes - outcome.expected.live_bytes) <=
             kKeptStacks * kStep);
}

BOOST_AUTO_TEST_CASE(a_child_by_fork_counts_apart_and_is_not_tested) {
  const Outcome outcome = run_scenario("child_by_fork");
  test_live(outcome);
  BOOST_TEST(outcome.counted.allocations == outcome.expected.allocations + 1);  // the pool
}

BOOST_AUTO_TEST_CASE(a_child_by_fork_that_gets_no_page_counts_nothing) {
  test_live(run_scenario("child_without_memory"));
}

BOOST_AUTO_TEST_CASE(children_by_fork_count_apart_while_threads_allocate) {
  test_live(run_scenario("fork_among_threads"));
}

BOOST_AUTO_TEST_CASE(blocks_from_before_all_constructors_are_known) {
  const Outcome outcome = run_scenario("from_early");
  BOOST_TEST(outcome.at_begin.live_bytes >= 1'000'000);
  BOOST_TEST(outcome.expected.live_blocks == -1);
  test_live(outcome);
}

BOOST_AUTO_TEST_CASE(sixteen_bytes_a_cycle_are_seen_in_each) {
  AgentChannel channel(Counting::on, TEST_AGENTS);
  RunningSubject subject(channel, {TEST_SUBJECT, "sixteen_bytes"});
  BOOST_REQUIRE(next_mark(channel, subject) == Mark::begin);
  AllocationSums before = channel.counts().value();
  for (int cycle = 1; cycle <= 50; ++cycle) {
    channel.answer(Answer::go_on);
    BOOST_REQUIRE(next_mark(channel, subject) == Mark::cycle);
    const AllocationSums now = channel.counts().value();
    BOOST_TEST(now.live_bytes - before.live_bytes == 24);  // what glibc makes of 16
    BOOST_TEST(now.live_blocks - before.live_blocks == 1);
    BOOST_TEST(now.allocations - before.allocations == 2);
    before = now;
  }
  channel.answer(Answer::stop);
  BOOST_TEST(subject.end() == 0);
}

BOOST_AUTO_TEST_CASE(exec_attaches_again_and_counts_anew) {
  AgentChannel channel(Counting::on, TEST_AGENTS);
  RunningSubject subject(channel, {TEST_SUBJECT, "exec"});
  BOOST_REQUIRE(next_mark(channel, subject) == Mark::begin);
  BOOST_TEST(channel.attachments() == 1U);
  const AllocationSums first = channel.counts().value();
  channel.answer(Answer::go_on);
  BOOST_REQUIRE(next_mark(channel, subject) == Mark::begin);
  BOOST_TEST(channel.attachments() == 2U);
  BOOST_TEST(channel.process() == subject.process());
  const std::int64_t gone = first.live_bytes - channel.counts().value().live_bytes;
  BOOST_TEST(gone >= 500'000);
  channel.answer(Answer::go_on);
  BOOST_REQUIRE(next_mark(channel, subject) == Mark::cycle);
  channel.answer(Answer::stop);
  BOOST_TEST(subject.end() == 0);
}

BOOST_AUTO_TEST_CASE(the_agent_without_counts_counts_nothing) {
  AgentChannel channel(Counting::off, TEST_AGENTS);
  RunningSubject subject(channel, {TEST_SUBJECT, "malloc_and_free"});
  BOOST_REQUIRE(next_mark(channel, subject) == Mark::begin);
  BOOST_TEST(!channel.counts());
  channel.answer(Answer::go_on);
  BOOST_REQUIRE(next_mark(channel, subject) == Mark::cycle);
  BOOST_TEST(!channel.counts());
  channel.answer(Answer::stop);
  BOOST_TEST(subject.end() == 0);
}

BOOST_AUTO_TEST_CASE(a_program_with_a_malloc_of_its_own_is_not_counted) {
  AgentChannel channel(Counting::on, TEST_AGENTS);
  RunningSubject subject(channel, {TEST_OWN_MALLOC});
  BOOST_REQUIRE(next_mark(channel, subject) == Mark::begin);
  BOOST_TEST(!channel.counts());
  BOOST_TEST(!channel.heap_in_use());
  channel.answer(Answer::go_on);
  BOOST_REQUIRE(next_mark(channel, subject) == Mark::cycle);
  channel.answer(Answer::stop);
  BOOST_TEST(subject.end() == 0);
}

BOOST_AUTO_TEST_CASE(a_process_reads_its_own_sums_and_peak) {
  const AgentChannel channel(Counting::on, TEST_AGENTS);
  RunningSubject subject(channel, {TEST_SELF_COUNTING});
  BOOST_TEST(subject.line() == "counts");
  BOOST_TEST(subject.end() == 0);
  RunningSubject alone(probe::Environment{}, {TEST_SELF_COUNTING});
  BOOST_TEST(alone.line() == "nothing counts");
  BOOST_TEST(alone.end() == 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::leaktest

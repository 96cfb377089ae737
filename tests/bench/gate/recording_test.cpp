#define BOOST_TEST_MODULE bench_gate
#include "bench/gate/recording.hpp"

#include <boost/test/unit_test.hpp>

#include "reports/results/vocabulary.hpp"

namespace alertsage::gate {
namespace {

namespace counter = reports::counter;

double value(const reports::Row& row, std::string_view name) {
  return row.counters.at(std::string(name));
}

BOOST_AUTO_TEST_SUITE(recording)

BOOST_AUTO_TEST_CASE(says_of_each_sample_where_it_stands) {
  Recording recording;
  recording.add(Side::candidate, "a", {.real_time_ns = 5}, {1, 0, 0});
  recording.add(Side::base, "a", {.real_time_ns = 4}, {1, 0, 1});
  recording.add(Side::base, "a", {.real_time_ns = 6}, {2, 3, 0});
  const reports::Document base = recording.read(Side::base);
  const reports::Document candidate = recording.read(Side::candidate);
  BOOST_REQUIRE(base.series.size() == 1U);
  const std::vector<reports::Row>& rows = base.series[0].rows;
  BOOST_TEST(base.series[0].name == "a");
  BOOST_TEST(rows[0].real_time_ns == 4);
  BOOST_TEST(value(rows[0], counter::kSequence) == 1);
  BOOST_TEST(value(rows[0], counter::kSlot) == 1);
  BOOST_TEST(value(rows[1], counter::kBatch) == 2);
  BOOST_TEST(value(rows[1], counter::kBlock) == 3);
  BOOST_TEST(rows[1].repetition_index == 1);
  BOOST_TEST(value(candidate.series[0].rows[0], counter::kSequence) == 0);
}

BOOST_AUTO_TEST_CASE(counts_pairs_that_have_both_sides) {
  Recording recording;
  BOOST_TEST(recording.next_block(1) == 0U);
  BOOST_TEST(recording.pairs("a", 1) == 0U);
  for (const std::size_t block : {0U, 1U, 2U}) {
    recording.add(Side::base, "a", {}, {1, block, 0});
    if (block != 1) recording.add(Side::candidate, "a", {}, {1, block, 1});
  }
  recording.add(Side::base, "b", {}, {1, 4, 0});
  BOOST_TEST(recording.pairs("a", 1) == 2U);
  BOOST_TEST(recording.pairs("a", 2) == 0U);
  BOOST_TEST(recording.pairs("b", 1) == 0U);
  BOOST_TEST(recording.next_block(1) == 5U);
  BOOST_TEST(recording.next_block(2) == 0U);
}

BOOST_AUTO_TEST_CASE(keeps_what_was_rejected_and_says_so) {
  Recording recording;
  recording.add(Side::base, "a", {}, {1, 0, 0});
  recording.reject(Side::base, {.run_name = "a", .reason = "no luck"});
  const reports::Document base = recording.read(Side::base);
  BOOST_REQUIRE(base.notes.size() == 1U);
  BOOST_TEST(base.notes[0].subject == "a");
  BOOST_TEST(base.notes[0].reason == "no luck");
  BOOST_TEST(recording.read(Side::candidate).notes.empty());
}

BOOST_AUTO_TEST_CASE(says_how_many_runs_were_repeated) {
  const auto said = [](const Recording& recording, Side side) {
    return std::string(
        reports::context_value(recording.read(side), reports::context::kRepeatedRuns));
  };
  Recording recording;
  recording.repeated(Side::candidate, "exited with 1");
  BOOST_TEST(said(recording, Side::candidate) ==
             "1 run of the candidate failed and was repeated: the last exited with 1");
  recording.repeated(Side::candidate, "exited with 2");
  BOOST_TEST(said(recording, Side::candidate) ==
             "2 runs of the candidate failed and were repeated: the last exited with 2");
  BOOST_TEST(said(recording, Side::base).empty());
}

BOOST_AUTO_TEST_CASE(forgets_samples_and_keeps_what_was_said_beside_them) {
  Recording recording;
  recording.describe(Side::base, {.context = {{"key", "first"}}});
  recording.describe(Side::base, {.context = {{"key", "second"}}});
  recording.repeated(Side::base, "exited with 1");
  recording.add(Side::base, "a", {}, {1, 0, 0});
  recording.reject(Side::base, {.run_name = "b", .reason = "no luck"});
  recording.discard_samples();
  BOOST_TEST(recording.next_block(1) == 0U);
  recording.add(Side::base, "a", {}, {1, 0, 0});
  const reports::Document base = recording.read(Side::base);
  BOOST_TEST(base.notes.empty());
  BOOST_REQUIRE(base.series.size() == 1U);
  BOOST_REQUIRE(base.series[0].rows.size() == 1U);
  BOOST_TEST(value(base.series[0].rows[0], counter::kSequence) == 0);
  BOOST_TEST(reports::context_value(base, "key") == "first");
  BOOST_TEST(!reports::context_value(base, reports::context::kRepeatedRuns).empty());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::gate

#include "bench/gate/command_pairs.hpp"

#include <boost/test/unit_test.hpp>

#include "core/base/error.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::gate {
namespace {

namespace counter = reports::counter;

struct Commands {
  probe::Launcher launcher{TEST_LAUNCHER};
  Options options{.name = "thing", .seed = 3};
  SideProgram base;
  SideProgram candidate;

  explicit Commands(const std::string& of_base, const std::string& of_candidate)
      : base(side_program(of_base, launcher)), candidate(side_program(of_candidate, launcher)) {}
};

// Of one row of a side, by block.
std::map<std::size_t, reports::Row> rows_of(const Recording& recording, Side side,
                                            const std::string& name) {
  std::map<std::size_t, reports::Row> rows;
  for (const reports::Series& series : recording.document(side).series) {
    if (series.run_name != name) continue;
    for (const reports::Row& row : series.rows) {
      rows[static_cast<std::size_t>(row.counters.at(std::string(counter::kBlock)))] = row;
    }
  }
  return rows;
}

double value(const reports::Row& row, std::string_view name) {
  return row.counters.at(std::string(name));
}

BOOST_AUTO_TEST_SUITE(command_pairs)

BOOST_AUTO_TEST_CASE(runs_each_pair_in_the_drawn_order_with_a_control_before_each_side) {
  Commands commands("true", "true");
  CommandPairs pairs(commands.options, commands.base, commands.candidate, commands.launcher);
  Recording recording;
  BOOST_TEST(pairs.rows().empty());
  BOOST_TEST(pairs.warm_up(recording) == 3U);
  BOOST_REQUIRE(pairs.rows().size() == 1U);
  const std::string name = pairs.rows().front();
  BOOST_TEST(name == "process/thing/warm");
  recording.discard_samples();

  pairs.run({.batch = 1, .pairs = 4, .rows = {name}}, recording);
  pairs.run({.batch = 1, .pairs = 2, .rows = {name}}, recording);
  BOOST_TEST(recording.next_block(1) == 6U);
  BOOST_TEST(recording.pairs(name, 1) == 6U);
  PairOrders orders(commands.options.seed, commands.options.pairs);
  for (const Side side : kSides) {
    const auto rows = rows_of(recording, side, name);
    const auto controls = rows_of(recording, side, std::string(reports::kControlRow));
    BOOST_REQUIRE(rows.size() == 6U);
    BOOST_REQUIRE(controls.size() == 6U);
    for (const auto& [block, row] : rows) {
      const bool base_first = orders.of(1, block) == PairOrder::base_first;
      const bool is_first = base_first == (side == Side::base);
      BOOST_TEST(value(row, counter::kSlot) == (is_first ? 0 : 1));
      BOOST_TEST(value(controls.at(block), counter::kSequence) + 1 ==
                 value(row, counter::kSequence));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_command_that_always_fails_cannot_be_measured) {
  Commands commands("true", "false");
  CommandPairs pairs(commands.options, commands.base, commands.candidate, commands.launcher);
  Recording recording;
  BOOST_CHECK_EXCEPTION(pairs.warm_up(recording), Error, [](const Error& error) {
    return std::string_view(error.what()).find("exited with 1") != std::string_view::npos;
  });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::gate

#include "bench/coldstart/file_states.hpp"

#include <array>
#include <boost/test/unit_test.hpp>

#include "bench/probe/residency.hpp"
#include "core/base/error.hpp"
#include "tests/bench/probe/cold_place.hpp"
#include "tests/bench/probe/fixtures.hpp"

namespace alertsage::coldstart {
namespace {

constexpr std::array kAll = {State::warm, State::cold, State::program_cold};

struct Made {
  probe::FreshDirectory directory{TEST_DISK_DIRECTORY};
  std::filesystem::path data = directory.write("data", probe::noise(1 << 20));
  std::filesystem::path program = directory.write("program", probe::noise(1 << 18));
  Files files = {.named = {data}, .program = {program}};
};

probe::Residency residency_of(const std::filesystem::path& path) {
  return probe::measure_residency(open_for_reading(path), path,
                                  probe::ResidencyInstrument::mincore);
}

bool is_warm(const std::filesystem::path& path) {
  return residency_of(path).all();
}

bool is_cold(const std::filesystem::path& path) {
  return residency_of(path).none();
}

}  // namespace

BOOST_FIXTURE_TEST_SUITE(file_states, Made,
                         *boost::unit_test::precondition(probe::files_here_can_be_made_cold))

BOOST_AUTO_TEST_CASE(each_state_is_made_whatever_came_before) {
  FileStates states(files, kAll);
  for (const State before : kAll) {
    for (const State state : kAll) {
      states.prepare(before);
      states.prepare(state);
      BOOST_TEST(is_warm(data) == (state == State::warm));
      BOOST_TEST(is_cold(data) == (state != State::warm));
      BOOST_TEST(is_warm(program) == (state != State::program_cold));
      BOOST_TEST(is_cold(program) == (state == State::program_cold));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_program_can_be_made_warm_while_its_data_stay_cold) {
  FileStates states(files, kAll);
  states.prepare(State::program_cold);
  states.restore_program();
  BOOST_TEST(is_warm(program));
  BOOST_TEST(is_cold(data));
}

BOOST_AUTO_TEST_CASE(data_that_cannot_be_cold_are_refused_and_programs_listed) {
  const auto empty = directory.write("empty", "");
  const auto cause_of = [](const Files& made, State state) {
    try {
      const FileStates states(made, std::array{state});
      return std::string();
    } catch (const Error& error) {
      return error.cause();
    }
  };
  BOOST_TEST(cause_of({.named = {data, empty}}, State::cold).starts_with("is empty"));
  BOOST_TEST(cause_of({.named = {data}, .found = {empty}}, State::cold).find("--file auto found") !=
             std::string::npos);
  BOOST_TEST(cause_of({.named = {"/no/such/file"}}, State::warm) != "");
  const Files with_program = {.named = {data}, .program = {program, empty}};
  const FileStates states(with_program, std::array{State::program_cold});
  BOOST_TEST(states.statement(State::program_cold).starts_with("2 files, 1.2 MiB"));
  BOOST_TEST_REQUIRE(states.left_as_they_are(State::program_cold).size() == 1U);
  BOOST_TEST(states.left_as_they_are(State::program_cold)[0].path == empty);
}

BOOST_AUTO_TEST_CASE(without_files_warm_is_that_nothing_was_read) {
  FileStates states({}, std::array{State::warm});
  states.prepare(State::warm);
  BOOST_CHECK_NO_THROW(states.prove(State::warm, {}));
  BOOST_CHECK_THROW(states.prove(State::warm, {.device_read_bytes = 512}), probe::DroppedSample);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::coldstart

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

BOOST_AUTO_TEST_CASE(what_the_user_named_is_refused_and_what_was_found_is_listed) {
  const auto empty = directory.write("empty", "");
  const std::array cold = {State::cold};
  BOOST_CHECK_EXCEPTION(FileStates({.named = {data, empty}}, cold), Error,
                        [&](const Error& error) { return error.place().file == empty.native(); });
  const FileStates states({.named = {data}, .found = {empty}}, cold);
  BOOST_TEST(states.statement(State::cold).starts_with("1 file, 1.0 MB"));
  BOOST_TEST(states.statement(State::cold).find("left as they are: 1 file (empty)") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(without_files_warm_is_that_nothing_was_read) {
  FileStates states({}, std::array{State::warm});
  states.prepare(State::warm);
  BOOST_CHECK_NO_THROW(states.prove(State::warm, {}));
  BOOST_CHECK_THROW(states.prove(State::warm, {.device_read_bytes = 512}), probe::DroppedSample);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage::coldstart

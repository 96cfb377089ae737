#include "bench/gate/simulation/recorded.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>

#include "bench/gate/simulation/series_checks.hpp"

namespace alertsage::gate {
namespace {

reports::Series made_series(const char* name, std::size_t samples, double first_ns) {
  reports::Series series{.name = name};
  for (std::size_t i = 0; i < samples; ++i) {
    const double wave = std::sin(static_cast<double>(i * i));
    series.rows.push_back({.real_time_ns = first_ns * (1 + 0.1 * wave)});
  }
  return series;
}

BOOST_AUTO_TEST_SUITE(recorded)

BOOST_AUTO_TEST_CASE(takes_rows_of_many_samples_in_their_order) {
  reports::Document document;
  document.series = {made_series("few", 199, 100), made_series("many", 200, 100),
                     made_series("instant", 300, 0)};
  const std::vector<RecordedTimes> all = recorded_times(document, kFewestRecorded);
  BOOST_REQUIRE(all.size() == 1U);
  BOOST_TEST(all[0].name == "many");
  BOOST_REQUIRE(all[0].log_times.size() == 200U);
  BOOST_TEST(all[0].log_times[7] == std::log(document.series[1].rows[7].real_time_ns));
}

BOOST_AUTO_TEST_CASE(says_how_times_scatter) {
  RecordedTimes recorded;
  for (const double time : {1, 1, 2, 3, 3}) recorded.log_times.push_back(std::log(time));
  BOOST_TEST(scatter_of(recorded).coefficient_of_variation == 0.5,
             boost::test_tools::tolerance(1e-12));  // mean 2, squares of 1, 1, 0, 1, 1 over 4
  recorded.log_times.assign(50, 0);
  recorded.log_times.resize(100, 1);
  BOOST_TEST(scatter_of(recorded).lag_1 > 0.9);
  for (std::size_t i = 0; i < 100; ++i) recorded.log_times[i] = i % 2 == 0 ? 0 : 1;
  BOOST_TEST(scatter_of(recorded).lag_1 < -0.9);
}

BOOST_AUTO_TEST_CASE(pairs_neighbours_of_a_window) {
  const RecordedTimes recorded = {.log_times = {0, 1, 3, 6, 10, 15}};
  SplitMix64 random(1);
  const std::vector<double> pairs = recorded_pairs(recorded, 1, 2, 0, random);
  BOOST_REQUIRE(pairs.size() == 2U);
  BOOST_TEST(std::abs(pairs[0]) == 2);
  BOOST_TEST(std::abs(pairs[1]) == 4);
}

BOOST_AUTO_TEST_CASE(keeps_what_it_promises_on_a_recording) {
  reports::Document document;
  document.series = {made_series("wave", 400, 100)};
  Checks checks;
  check_recorded_series(recorded_times(document, kFewestRecorded), {.scale = 0.2}, checks);
  BOOST_TEST(checks.reached_all());
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::gate

#include "reports/charts/measurements.hpp"

#include <boost/test/unit_test.hpp>

#include "tests/reports/charts/fixture.hpp"

namespace alertsage::reports {
namespace {

BOOST_AUTO_TEST_SUITE(measurements)

BOOST_AUTO_TEST_CASE(has_the_median_and_its_interval) {
  Document document;
  Series& series = fixture::add_series(document, "load/mmap/mine/warm", 1, 20);
  for (std::size_t i = 0; i < 20; ++i) series.rows[i].real_time_ns = static_cast<double>(i + 1);
  const Measurements measurements(document);
  const Measured* load = measurements.load("mmap", "mine", "warm");
  BOOST_REQUIRE(load != nullptr);
  BOOST_TEST(load->median == 10.5);
  BOOST_REQUIRE(load->interval.has_value());
  BOOST_TEST(load->interval->low == 6);  // n = 20: the 6th and the 15th
  BOOST_TEST(load->interval->high == 15);
  BOOST_TEST(!load->each_is_mean);
  BOOST_TEST(measurements.load("mmap", "mine", "cold") == nullptr);
}

BOOST_AUTO_TEST_CASE(has_a_figure_but_no_interval_for_a_single_sample) {
  Document document;
  fixture::add_series(document, "load/mmap/mine/warm", 47e3, 1, 0);
  const Measurements measurements(document);
  const Measured* load = measurements.load("mmap", "mine", "warm");
  BOOST_REQUIRE(load != nullptr);
  BOOST_TEST(load->median == 47e3);
  BOOST_TEST(!load->interval.has_value());
  BOOST_TEST(load->text() == "47 us");
}

BOOST_AUTO_TEST_CASE(finds_one_thread_by_either_name) {
  Document document;
  fixture::add_series(document, "cached_get/mmap/a/threads:2", 9, 10);
  fixture::add_series(document, "cached_get/mmap/a/threads:1", 8, 10);
  fixture::add_series(document, "predict/read/a", 20e3, 10);
  const Measurements measurements(document);
  BOOST_TEST(measurements.cached_get("mmap", "a") ==
             measurements.find("cached_get/mmap/a/threads:1"));
  BOOST_TEST(measurements.predict("a") == measurements.find("predict/read/a"));
  BOOST_TEST(measurements.predict("b") == nullptr);
}

BOOST_AUTO_TEST_CASE(tells_models_of_people_from_those_of_the_sweep) {
  const Document document = fixture::complete_document();
  const Measurements measurements(document);
  const std::vector<std::string> models{"incidents-23MB", "alertsage"};  // the largest first
  BOOST_TEST(measurements.models() == models, boost::test_tools::per_element());
  const std::vector<std::string> sweep{"synthetic-1MB", "synthetic-4MB", "synthetic-16MB",
                                       "synthetic-64MB", "synthetic-256MB"};
  BOOST_TEST(measurements.sweep_models() == sweep, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(knows_a_model_of_which_everything_was_left_out) {
  const Document document = fixture::nothing_measured();
  BOOST_TEST(Measurements(document).models() == std::vector<std::string>{"mine"},
             boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(takes_sizes_from_the_context_else_from_the_name) {
  Document document;
  document.context["alertsage.model.a.safetensors_bytes"] = "480256";
  document.context["alertsage.model.b.safetensors_bytes"] = "many";
  const Measurements measurements(document);
  BOOST_TEST(measurements.model_bytes("a").value() == 480256);
  BOOST_TEST(!measurements.model_bytes("b").has_value());
  BOOST_TEST(measurements.model_bytes("synthetic-64MB").value() == 64e6);
  BOOST_TEST(!measurements.model_bytes("synthetic-smallMB").has_value());
  BOOST_TEST(!measurements.model_bytes("mine").has_value());
}

BOOST_AUTO_TEST_CASE(calls_overlapping_and_missing_intervals_undecided) {
  const Measured a{.median = 2, .interval = Interval{1, 3, 0.95}, .samples = {2}};
  const Measured b{.median = 3, .interval = Interval{2.5, 4, 0.95}, .samples = {3}};
  const Measured c{.median = 9, .interval = Interval{8, 10, 0.95}, .samples = {9}};
  const Measured d{.median = 9, .samples = {9}};
  BOOST_TEST(undecided(a, b));
  BOOST_TEST(!undecided(a, c));
  BOOST_TEST(undecided(a, d));
}

BOOST_AUTO_TEST_CASE(draws_nothing_that_a_logarithmic_axis_cannot_hold) {
  BOOST_TEST(!drawable(nullptr));
  const Measured zero{.median = 1, .samples = {0, 1, 2}};
  BOOST_TEST(!drawable(&zero));
  const Measured fine{.median = 1, .samples = {1}};
  BOOST_TEST(drawable(&fine));
}

BOOST_AUTO_TEST_CASE(does_not_take_commands_and_processes_for_models) {
  Document document = fixture::leak_tests();
  fixture::leave_out(document, "leak/command/sleep 1/at-intervals", "it ended");
  const Measurements measurements(document);
  BOOST_REQUIRE(measurements.models().size() == 1U);
  BOOST_TEST(measurements.models()[0] == "alertsage");
  for (const std::string& strategy : measurements.strategies("python3 serve.py")) {
    BOOST_ERROR(strategy);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

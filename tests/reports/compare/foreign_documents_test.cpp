// Files of other instruments, from their text to the ratio of a row.
#include <fmt/format.h>

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "reports/compare/comparison.hpp"
#include "reports/results/reader.hpp"

namespace alertsage::reports {
namespace {

constexpr int kRepetitions = 21;

// `kRepetitions` of `element_of` times around `middle`, which is their median.
template <typename ElementOf>
std::vector<std::string> around(double middle, const ElementOf& element_of) {
  std::vector<std::string> elements;
  for (int i = 0; i < kRepetitions; ++i) {
    elements.push_back(element_of(middle * (1 + 0.001 * (i - kRepetitions / 2))));
  }
  return elements;
}

// A repetition of `a` as Google Benchmark writes it.
std::string repetition(double time, const std::string& unit, const std::string& more = {}) {
  return fmt::format(R"({{"name": "a", "run_name": "a", "run_type": "iteration", "iterations": 9,
                         "real_time": {}, "cpu_time": 1, "time_unit": "{}"{}}})",
                     time, unit, more);
}

std::vector<std::string> repetitions(double middle, const std::string& unit,
                                     const std::string& more = {}) {
  return around(middle, [&](double time) { return repetition(time, unit, more); });
}

Document of_library(const std::vector<std::string>& rows) {
  return parse_document(fmt::format(R"({{"benchmarks": [{}]}})", fmt::join(rows, ", ")), "x.json");
}

Document of_hyperfine(const std::string& command, double middle) {
  const auto times = around(middle, [](double time) { return std::to_string(time); });
  return parse_document(fmt::format(R"({{"results": [{{"command": "{}", "times": [{}]}}]}})",
                                    command, fmt::join(times, ", ")),
                        "x.json");
}

RowComparison only_row(const Document& base, const Document& contender) {
  const Comparison comparison = compare(base, contender, {});
  BOOST_REQUIRE(comparison.rows.size() == 1U);
  return comparison.rows.front();
}

void require_half_slower(const RowComparison& row) {
  BOOST_TEST(row.base_samples == std::size_t{kRepetitions});
  BOOST_TEST(row.new_samples == std::size_t{kRepetitions});
  BOOST_REQUIRE(row.ratio.has_value());
  BOOST_TEST(row.ratio->estimate == 1.5, boost::test_tools::tolerance(1e-9));
}

BOOST_AUTO_TEST_SUITE(foreign_documents)

// compare.py leaves out such a row without a word.
BOOST_AUTO_TEST_CASE(compares_rows_whose_unit_is_another) {
  require_half_slower(only_row(of_library(repetitions(2, "ms")), of_library(repetitions(3, "ms"))));
  require_half_slower(
      only_row(of_library(repetitions(2, "ms")), of_library(repetitions(3000, "us"))));
}

// compare.py takes the zeros of failed repetitions for times.
BOOST_AUTO_TEST_CASE(judges_by_nothing_but_the_repetitions_that_ran) {
  std::vector<std::string> rows = repetitions(3, "ns");
  const auto add = [&](const std::string& more) {
    rows.insert(rows.begin() + 5, repetition(0, "ns", more));
  };
  add(R"(, "error_occurred": true, "error_message": "no memory")");
  add(R"(, "skipped": true, "skip_message": "too old")");
  const std::string aggregate = R"({"run_name": "a", "run_type": "aggregate", "iterations": 21, )";
  for (const std::string name : {"mean", "median", "stddev", "cv"}) {
    rows.push_back(aggregate + R"("name": "a_)" + name + R"(", "aggregate_name": ")" + name +
                   R"(", "real_time": 0.02, "cpu_time": 0.02, "time_unit": "ns"})");
  }
  rows.push_back(aggregate + R"("name": "a_BigO", "aggregate_name": "BigO", "cpu_coefficient": 2,
                                "real_coefficient": 2, "big_o": "N", "time_unit": "ns"})");
  rows.push_back(aggregate + R"("name": "a_RMS", "aggregate_name": "RMS", "rms": 0.1})");
  require_half_slower(only_row(of_library(repetitions(2, "ns")), of_library(rows)));
}

BOOST_AUTO_TEST_CASE(compares_files_with_figures_that_are_no_json) {
  std::vector<std::string> rows =
      repetitions(3, "ns", R"(, "rate": Infinity, "share": NaN, "drop": -Infinity)");
  rows.push_back(R"({"name": "a", "run_type": "iteration", "real_time": NaN, "time_unit": "ns"})");
  require_half_slower(only_row(of_library(repetitions(2, "ns")), of_library(rows)));
}

BOOST_AUTO_TEST_CASE(compares_the_commands_of_hyperfine_wherever_their_programs_lie) {
  const RowComparison row = only_row(of_hyperfine("./base/load --model m.json", 2),
                                     of_hyperfine("/opt/new/load --model m.json", 3));
  require_half_slower(row);
  BOOST_TEST(row.name == "process/load --model m.json/unproven");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

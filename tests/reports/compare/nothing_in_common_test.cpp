#include "reports/compare/nothing_in_common.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "reports/compare/comparison.hpp"
#include "reports/results/reader.hpp"

namespace alertsage::reports {
namespace {

const std::string kRow = R"({"name": "a", "real_time": 1, "time_unit": "ns"})";

Document with_rows(const std::string& rows, const std::string& file) {
  return parse_document(R"({"benchmarks": [)" + rows + "]}", file);
}

// What is printed of BASE x.json, compared with y.json, which has a row a.
std::string refusal_of(const Document& base, const std::string& filter = {}) {
  try {
    compare(base, with_rows(kRow, "y.json"), {.filter = filter});
  } catch (const Error& error) {
    BOOST_TEST((error.kind() == ErrorKind::mismatch));
    return error.what();
  }
  return "compared";
}

std::string refusal_of(const std::string& rows) {
  return refusal_of(with_rows(rows, "x.json"));
}

BOOST_AUTO_TEST_SUITE(nothing_in_common)

// "no row is in both documents" was once said of all of them.
BOOST_AUTO_TEST_CASE(says_why_a_document_has_no_rows) {
  BOOST_TEST(refusal_of("") ==
             "x.json: has no rows: measure it with a --benchmark_filter that matches, and without "
             "--benchmark_list_tests");
  BOOST_TEST(refusal_of(R"({"name": "a_mean", "run_name": "a", "run_type": "aggregate",
                            "aggregate_name": "mean", "real_time": 1, "time_unit": "ns"})") ==
             "x.json: has aggregates alone: measure it without --benchmark_report_aggregates_only");
  BOOST_TEST(refusal_of(R"({"name": "a", "error_occurred": true, "error_message": "boom"})") ==
             "x.json: has no row with a sample: measure it again when a runs (failed: boom)");
  BOOST_TEST(refusal_of(R"({"name": "a", "skipped": true, "skip_message": "too old"})") ==
             "x.json: has no row with a sample: measure it again when a runs (skipped: too old)");
  BOOST_TEST(refusal_of(parse_document(R"({"benchmarks": [{"name": "a", "real_ti)", "x.json")) ==
             "x.json: ends before the end of its first row: measure it again");
}

BOOST_AUTO_TEST_CASE(blames_the_document_that_has_none) {
  try {
    compare(with_rows(kRow, "y.json"), with_rows("", "x.json"), {});
    BOOST_ERROR("compared");
  } catch (const Error& error) {
    BOOST_TEST(error.place().file == "x.json");
  }
}

BOOST_AUTO_TEST_CASE(tells_commands_from_benchmarks) {
  const Document commands =
      parse_document(R"({"results": [{"command": "a", "times": [1, 2]}]})", "x.json");
  BOOST_TEST(refusal_of(commands) ==
             "x.json: has times of whole commands, y.json those of benchmarks in a program: "
             "compare two documents of one kind");
}

BOOST_AUTO_TEST_CASE(names_rows_that_differ_and_the_filter_where_it_is_the_cause) {
  const std::string others = R"({"name": "b", "real_time": 1}, {"name": "c", "real_time": 1},
                                {"name": "d", "real_time": 1}, {"name": "e", "real_time": 1})";
  BOOST_TEST(refusal_of(others) ==
             "x.json: no row of it is in y.json, which has a and not b, c, d and 1 more: compare "
             "documents of the same rows, which are told by their names");
  const Document both = with_rows(others + "," + kRow, "x.json");
  BOOST_TEST(refusal_of(both, "b") ==
             "no row that --filter lets through is in both documents: 'b'");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

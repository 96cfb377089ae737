#include "reports/compare/policy.hpp"

#include <boost/test/unit_test.hpp>
#include <fstream>
#include <string>

#include "core/base/error.hpp"
#include "reports/compare/percentage.hpp"
#include "tests/support/temporary_directory.hpp"

namespace alertsage::reports {
namespace {

const Metric kTime = metric_named("real_time");
const Metric kAllocations = metric_named("allocations");

std::string refusal(std::string_view text) {
  try {
    parse_policy(text);
  } catch (const Error& error) {
    return error.what();
  }
  return "none";
}

BOOST_AUTO_TEST_SUITE(policy)

BOOST_AUTO_TEST_CASE(reads_percentages_with_their_sign_alone) {
  BOOST_TEST(parse_percentage("10%").value() == 0.1);
  BOOST_TEST(parse_percentage("2.5 %").value() == 0.025);
  BOOST_TEST(parse_percentage("0%").value() == 0);
  for (const char* text : {"", "%", "0.1", "10", "-5%", "nan%", "inf%", "1001%", "5%%", " 5%"}) {
    BOOST_TEST(!parse_percentage(text).has_value(), text);
  }
}

BOOST_AUTO_TEST_CASE(says_nothing_where_it_is_empty) {
  const RowTerms terms = terms_of(parse_policy("{}"), "a", kTime, 0.05);
  BOOST_TEST(terms.limit == 0.05);
  BOOST_TEST(!terms.ignore);
  BOOST_TEST(terms_of({}, "a", kAllocations, 0.05).limit == 0);
  BOOST_TEST(terms_of({}, "a", kAllocations, 0.05).limit_of_scatter == 0.05);
}

// The first rule that matches row and metric, then the metric's, then the general limit.
BOOST_AUTO_TEST_CASE(takes_the_most_special_limit) {
  const Policy policy = parse_policy(R"({
    "limit": "4%",
    "rows": [{"match": "^load/json/", "metric": "real_time", "limit": "20%"},
             {"match": "json", "limit": "30%"},
             {"match": "floor", "ignore": true}],
    "metrics": {"cpu_time": {"limit": "8%"}, "allocations": {"limit": "1%"},
                "minor_faults": {"ignore": true}}})");
  BOOST_TEST(policy.limit.value() == 0.04);
  const struct {
    std::string row;
    std::string metric;
    double limit;
    bool ignore;
  } rows[] = {
      {"load/json/a", "real_time", 0.20, false},   {"load/json/a", "cpu_time", 0.30, false},
      {"load/mmap/a", "real_time", 0.05, false},   {"load/mmap/a", "cpu_time", 0.08, false},
      {"load/floor", "real_time", 0.05, true},     {"load/mmap/a", "minor_faults", 0.05, true},
      {"load/mmap/a", "allocations", 0.01, false},
  };
  for (const auto& row : rows) {
    const RowTerms terms = terms_of(policy, row.row, metric_named(row.metric), 0.05);
    BOOST_TEST(terms.limit == row.limit, row.row << " " << row.metric);
    BOOST_TEST(terms.ignore == row.ignore, row.row << " " << row.metric);
  }
}

BOOST_AUTO_TEST_CASE(allows_no_change_only_of_what_does_not_scatter) {
  const Policy policy = parse_policy(R"({"metrics": {"allocations": {"limit": "0%"}}})");
  BOOST_TEST(terms_of(policy, "a", kAllocations, 0.05).limit == 0);
  BOOST_TEST(terms_of(policy, "a", kAllocations, 0.05).limit_of_scatter == 0.05);
  BOOST_TEST(
      refusal(R"({"metrics": {"cpu_time": {"limit": "0%"}}})") ==
      "line 1, column 36: a limit of 0 is for metrics that do not scatter, such as allocations: "
      "'\"0%\"'");
}

BOOST_AUTO_TEST_CASE(turns_the_direction_of_a_counter) {
  const Policy policy = parse_policy(
      R"({"metrics": {"cache_hits": {"better": "more"}, "x_per_second": {"better": "less"}}})");
  BOOST_TEST((metric_by(policy, "cache_hits").better == Better::more));
  BOOST_TEST((metric_by(policy, "x_per_second").better == Better::less));
  BOOST_TEST((metric_by(policy, "y_per_second").better == Better::more));
}

BOOST_AUTO_TEST_CASE(says_where_and_why_it_refuses_a_file) {
  const struct {
    std::string text;
    std::string message;
  } rows[] = {
      {R"({"lmit": "5%"})",
       R"(line 1, column 10: unknown key 'lmit' (known: limit, rows, metrics): '"5%"')"},
      {R"({"limit": 0.05})", R"(line 1, column 11: a limit is a percentage, such as "5%": '0.05')"},
      {R"({"limit": "5%", "limit": "6%"})", R"(line 1, column 26: a second 'limit': '"6%"')"},
      {R"({"rows": {}})", "line 1, column 10: 'rows' is no list: '{}'"},
      {R"({"rows": [{"limit": "5%"}]})",
       R"(line 1, column 11: a row of the policy needs a 'match': '{"limit": "5%"}')"},
      {R"({"rows": [{"match": "("}]})",
       R"(line 1, column 21: 'match' is no regular expression: '"("')"},
      {R"({"rows": [{"match": "a", "ignore": 1}]})",
       "line 1, column 36: 'ignore' is neither true nor false: '1'"},
      {R"({"metrics": {"x": {"better": "most"}}})",
       R"(line 1, column 30: 'better' is neither less nor more: '"most"')"},
      {R"({"rows": [{"match": "a", "ignore": true, "limit": "5%"}]})",
       R"(line 1, column 51: what is ignored has no limit: leave out one: '"5%"')"},
      {R"({"metrics": {"x": {"ignore": true, "limit": "5%"}}})",
       R"(line 1, column 45: what is ignored has no limit: leave out one: '"5%"')"},
      {"{\n  \"limit\": \"é%\",\n  \"x\": 1}",
       "line 3, column 8: unknown key 'x' (known: limit, rows, metrics): '1'"},
      {R"({"metrics": {"x": 5}})", "line 1, column 19: an object is expected: '5'"},
      {"[]", "line 1, column 1: an object is expected: '[]'"},
      {R"({"limit": "5%")", "line 1, column 15: the policy ends in the middle"},
  };
  for (const auto& row : rows) BOOST_TEST(refusal(row.text) == row.message);

  const testing::TemporaryDirectory directory;
  std::ofstream(directory / "policy.json") << "[]";
  BOOST_CHECK_EXCEPTION(read_policy(directory / "policy.json"), Error, [&](const Error& error) {
    return std::string(error.what()).starts_with((directory / "policy.json").native() + ": line ");
  });
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

#include "reports/compare/metric_cautions.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

#include "reports/compare/comparison.hpp"
#include "tests/reports/compare/made_documents.hpp"
#include "tests/reports/compare/unpaired.hpp"

namespace alertsage::reports {
namespace {

using Lines = std::vector<std::string>;

Document document(const std::map<std::string, double>& counters) {
  Document made = made_document({made_series("a", steady(1))});
  for (Row& row : made.series[0].rows) row.counters = counters;
  return made;
}

Lines cautions(const std::vector<std::string>& metrics, std::string_view policy = "{}") {
  const Document made = document(
      {{"hits", 2}, {"minor_faults", 3}, {"x_per_second", 4}, {"y/s", 5}, {"sequence", 0}});
  return compare_unpaired(made, made, {.metrics = metrics, .policy = parse_policy(policy)})
      .cautions;
}

BOOST_AUTO_TEST_SUITE(metric_cautions)

// A kIsRate counter of Google Benchmark under a name that does not say so was taken as better
// when less, without a word.
BOOST_AUTO_TEST_CASE(says_which_direction_is_assumed) {
  const Lines of_hits = {
      "less of hits is taken as better, as its name does not say: \"hits\": {\"better\": "
      "\"more\"} (or \"less\") in the \"metrics\" of a policy does"};
  BOOST_TEST(cautions({"hits", "real_time"}) == of_hits);
  BOOST_TEST(cautions({"real_time", "minor_faults", "x_per_second", "y/s"}) == Lines{});
  for (const char* better : {"less", "more"}) {
    const std::string policy =
        std::string(R"({"metrics": {"hits": {"better": ")") + better + "\"}}}";
    BOOST_TEST(cautions({"hits"}, policy) == Lines{});
  }
  BOOST_TEST(cautions({"hits"}, R"({"metrics": {"hits": {"ignore": true}}})") == Lines{});
}

// A rate that fell by two thirds was better, and passed.
BOOST_AUTO_TEST_CASE(what_is_better_by_assumption_alone_does_not_pass) {
  const auto verdict = [](double now, std::string_view policy) {
    const auto hits = [](double count) {
      Series series = made_series("a", steady(1e6));
      double place = 0;
      for (Row& row : series.rows) row.counters["hits"] = count + (place += 0.01);
      return made_document({series});
    };
    return compare_unpaired(hits(300), hits(now),
                            {.metrics = {"hits"}, .policy = parse_policy(policy)})
        .verdict();
  };
  BOOST_TEST((verdict(100, "{}") == ExitCode::undecided));
  BOOST_TEST((verdict(300.1, "{}") == ExitCode::good));
  BOOST_TEST((verdict(100, R"({"metrics": {"hits": {"better": "less"}}})") == ExitCode::good));
  BOOST_TEST(
      (verdict(100, R"({"metrics": {"hits": {"better": "more"}}})") == ExitCode::verdict_bad));
}

BOOST_AUTO_TEST_CASE(says_which_metrics_of_the_policy_are_in_no_row) {
  const std::string there =
      "in no row, which have hits, minor_faults, real_time, x_per_second, y/s";
  BOOST_TEST(cautions({}, R"({"metrics": {"minor_fualts": {"ignore": true}}})") ==
             Lines{"the policy's metric \"minor_fualts\" is " + there});
  BOOST_TEST(cautions({}, R"({"rows": [{"match": "a", "metric": "realtime", "limit": "9%"}]})") ==
             Lines{"the policy's metric \"realtime\" is " + there});
  BOOST_TEST(cautions({}, R"({"metrics": {"minor_faults": {"limit": "2%"}},
                             "rows": [{"match": "a", "metric": "real_time", "limit": "9%"}]})") ==
             Lines{});
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

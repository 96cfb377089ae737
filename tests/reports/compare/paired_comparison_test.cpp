// Whole comparisons of runs of pairs, and in several metrics.
#include <boost/test/unit_test.hpp>
#include <string>

#include "core/base/error.hpp"
#include "reports/compare/comparison.hpp"
#include "reports/compare/run_terms.hpp"
#include "tests/reports/compare/made_documents.hpp"
#include "tests/reports/compare/made_pairs.hpp"

namespace alertsage::reports {
namespace {

Document side(double milliseconds, double control = 1, std::string program = {}) {
  return made_side_of_pairs(
      {made_blocks("load/a", milliseconds), made_blocks("control/work", control)},
      std::move(program));
}

std::vector<std::string> names_of(const Comparison& comparison) {
  std::vector<std::string> names;
  for (const RowComparison& row : comparison.rows)
    names.push_back(row.name + " " + row.metric.name);
  return names;
}

BOOST_AUTO_TEST_SUITE(paired_comparison)

BOOST_AUTO_TEST_CASE(judges_rows_by_pairs_and_the_control_is_none) {
  const Comparison slower = compare(side(10), side(11), {});
  BOOST_TEST((slower.design == Design::paired_blocks));
  BOOST_REQUIRE(slower.rows.size() == 1U);
  BOOST_TEST((slower.rows[0].change == Change::slower));
  BOOST_TEST(slower.rows[0].ratio->estimate == 1.1, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(slower.control->pairs == 60U);
  BOOST_TEST((slower.verdict() == ExitCode::verdict_bad));
  BOOST_TEST((compare(side(10), side(10.1), {}).verdict() == ExitCode::good));
  BOOST_TEST(slower.only_in_base.empty());
}

BOOST_AUTO_TEST_CASE(calls_nothing_slower_where_the_control_was_slower_too) {
  const Comparison contaminated = compare(side(10), side(11, 1.1), {});
  BOOST_TEST(contaminated.contaminated());
  BOOST_TEST((contaminated.verdict() == ExitCode::undecided));
  BOOST_TEST((compare(side(10), side(10, 1.1), {}).verdict() == ExitCode::undecided));
}

BOOST_AUTO_TEST_CASE(knows_the_same_program_by_its_id) {
  BOOST_TEST(compare(side(1, 1, "x"), side(1, 1, "x"), {}).same_program);
  BOOST_TEST(!compare(side(1, 1, "x"), side(1, 1, "y"), {}).same_program);
  BOOST_TEST(!compare(side(1), side(1), {}).same_program);
  BOOST_TEST(compare(side(1, 1, "x"), side(1, 1, "y"), {}).environment.empty());
}

// Rows that a noisy machine left undecided once made a run of the same program undecided.
BOOST_AUTO_TEST_CASE(the_same_program_is_undecided_only_where_the_run_is_none) {
  const auto noisy = [](const std::string& program, double control = 1) {
    Document document = side(10, control, program);
    int pair = 0;  // every other one 30 % more, on another side each time
    for (Row& row : document.series[0].rows) row.real_time_ns *= ++pair % 2 == 0 ? 1.3 : 1;
    return document;
  };
  const auto verdict = [](const Document& base, const Document& contender) {
    return compare(base, contender, {}).verdict();
  };
  BOOST_TEST((verdict(side(10, 1, "x"), noisy("y")) == ExitCode::undecided));
  BOOST_TEST((verdict(side(10, 1, "x"), noisy("x")) == ExitCode::good));
  BOOST_TEST((verdict(side(10, 1, "x"), noisy("x", 1.1)) == ExitCode::undecided));  // contaminated
  BOOST_TEST((verdict(side(10, 1, "x"), side(11, 1, "x")) == ExitCode::verdict_bad));
  Document with_gone = side(10, 1, "x");
  with_gone.series.push_back(made_blocks("gone", 1));
  BOOST_TEST((verdict(with_gone, noisy("x")) == ExitCode::undecided));
}

// As the gate itself says of such a run.
BOOST_AUTO_TEST_CASE(a_run_that_was_broken_off_passes_nothing_and_keeps_what_was_called) {
  const auto ended = [](double milliseconds, const std::string& broken_off,
                        const std::string& how) {
    Document contender = side(milliseconds, 1, "x");
    contender.context["alertsage.partial"] = how;
    if (!broken_off.empty()) contender.context["alertsage.broken_off"] = broken_off;
    return compare(side(10, 1, "x"), contender, {});
  };
  const Comparison interrupted = ended(10.1, "interrupted", "interrupted after 60 pairs");
  BOOST_TEST((interrupted.verdict() == ExitCode::undecided));
  BOOST_REQUIRE(interrupted.cautions.size() == 1U);
  BOOST_TEST(interrupted.cautions[0] == "the run of pairs ended early: interrupted after 60 pairs");
  BOOST_TEST(
      (ended(10.1, "failed", "a run of the candidate failed").verdict() == ExitCode::undecided));
  BOOST_TEST(
      (ended(11, "interrupted", "interrupted after 60 pairs").verdict() == ExitCode::verdict_bad));
  BOOST_TEST((ended(10.1, "", "no time for more").verdict() == ExitCode::good));
}

BOOST_AUTO_TEST_CASE(says_that_the_run_was_judged_with_a_policy) {
  Document base = side(10);
  Document contender = side(10.1);
  CompareOptions with_policy;
  with_policy.policy.limit = 0.2;
  for (Document* document : {&base, &contender}) write_terms(with_policy, {}, *document);
  BOOST_REQUIRE(compare(base, contender, {}).cautions.size() == 1U);
  BOOST_TEST(compare(base, contender, {}).cautions[0] ==
             "the run of pairs was judged with a --policy, and this is without");
  BOOST_TEST(compare(base, contender, with_policy).cautions.empty());
}

BOOST_AUTO_TEST_CASE(says_what_of_the_programs_was_not_gated) {
  Document contender = side(10.1);
  contender.context["alertsage.not_gated"] = "program/all-rows: other rows";
  const Comparison comparison = compare(side(10), contender, {});
  BOOST_REQUIRE(comparison.cautions.size() == 1U);
  BOOST_TEST(comparison.cautions[0] == "not compared: program/all-rows: other rows");
}

BOOST_AUTO_TEST_CASE(says_which_runs_were_repeated) {
  Document base = side(10);
  base.context["alertsage.repeated_runs"] = "1 run of the base failed and was repeated: …";
  const Document contender = side(10.1);
  const Comparison comparison = compare(base, contender, {});
  BOOST_REQUIRE(comparison.cautions.size() == 1U);
  BOOST_TEST(comparison.cautions[0] == "1 run of the base failed and was repeated: …");
  BOOST_TEST((comparison.verdict() == ExitCode::good));
  BOOST_TEST((compare(contender, base, {}).verdict() == ExitCode::undecided));
  BOOST_TEST((compare(base, base, {}).crashed_in_new == false));
}

BOOST_AUTO_TEST_CASE(wants_a_second_batch_where_the_first_called) {
  Document base = side(10);
  Document contender = side(11);
  for (Document* document : {&base, &contender}) {
    for (Series& series : document->series) series.rows.resize(30);
  }
  const Comparison waiting = compare(base, contender, {});
  BOOST_TEST(waiting.rows[0].awaits_second);
  BOOST_TEST((waiting.verdict() == ExitCode::undecided));
  const Comparison confirmed = compare(side(10), side(11), {});
  BOOST_TEST(!confirmed.rows[0].awaits_second);
  BOOST_TEST(!confirmed.rows[0].open);
}

BOOST_AUTO_TEST_CASE(judges_the_metrics_that_the_run_names_or_that_are_asked_for) {
  Document base =
      made_side_of_pairs({made_blocks("a", 1, {{"allocations", 5}, {"minor_faults", 9}}),
                          made_blocks("b", 1, {{"allocations", 5}})});
  base.context["alertsage.metrics"] = "real_time,allocations";
  Document contender = base;
  for (Row& row : contender.series[1].rows) row.counters["allocations"] = 6;
  using Names = std::vector<std::string>;
  const Comparison named = compare(base, contender, {});
  BOOST_TEST(names_of(named) ==
             (Names{"a real_time", "b real_time", "a allocations", "b allocations"}));
  BOOST_TEST((named.rows[2].change == Change::same));
  BOOST_TEST((named.rows[3].change == Change::slower));
  BOOST_TEST(named.confidence == 0.95);  // of all looks at once
  BOOST_TEST(names_of(compare(base, contender, {.metrics = {"minor_faults", "minor_faults"}})) ==
             (Names{"a minor_faults"}));
  base.context.erase("alertsage.metrics");
  BOOST_TEST(compare(base, contender, {}).rows.size() == 2U);
  BOOST_CHECK_THROW(compare(base, contender, {.metrics = {"nothing"}}), Error);
}

BOOST_AUTO_TEST_CASE(lists_rows_that_cannot_be_compared_in_a_metric) {
  Series both = made_series("both", steady(10));
  Series one = made_series("one", steady(10));
  Series floor = made_series("floor", steady(10));
  Series ignored = made_series("ignored", steady(10));
  double bytes = 1e6;
  for (Series* series : {&both, &floor, &ignored}) {
    for (Row& row : series->rows) row.counters["peak_rss_bytes"] = bytes += 10;
  }
  for (Row& row : floor.rows) row.counters["peak_rss_at_floor"] = 1;
  Series without_peak = both;
  for (Row& row : without_peak.rows) row.counters.clear();
  without_peak.name = without_peak.run_name = "gone";
  Series with_peak = both;
  with_peak.name = with_peak.run_name = "gone";

  const CompareOptions options{
      .metrics = {"peak_rss_bytes"},
      .policy = parse_policy(R"({"rows": [{"match": "ignored", "ignore": true}]})")};
  const Comparison result =
      compare(made_document({both, one, floor, ignored, with_peak}),
              made_document({both, one, floor, ignored, without_peak}), options);
  BOOST_TEST(names_of(result) == (std::vector<std::string>{"both peak_rss_bytes"}));
  const std::vector<NotCompared> expected = {
      {"floor", "peak_rss_bytes", NotComparable::at_floor},
      {"ignored", "peak_rss_bytes", NotComparable::ignored},
      {"gone", "peak_rss_bytes", NotComparable::absent_in_new}};
  BOOST_TEST((result.not_compared == expected));
}

BOOST_AUTO_TEST_CASE(takes_limits_from_the_policy_unless_one_is_asked_for) {
  const Document base =
      made_document({made_series("a", steady(100)), made_series("b", steady(100))});
  const Document contender =
      made_document({made_series("a", steady(110)), made_series("b", steady(110))});
  CompareOptions options{
      .policy = parse_policy(R"({"limit": "30%", "rows": [{"match": "a", "limit": "8%"}]})")};
  const auto changes = [&] {
    const Comparison result = compare(base, contender, options);
    return std::pair(result.rows[0].change, result.rows[1].change);
  };
  BOOST_TEST((changes() == std::pair(Change::slower, Change::same)));
  options.max_slowdown = 0.05;
  BOOST_TEST((changes() == std::pair(Change::slower, Change::slower)));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

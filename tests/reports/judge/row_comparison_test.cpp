#include "reports/judge/row_comparison.hpp"

#include <boost/test/unit_test.hpp>
#include <cmath>
#include <string>

#include "tests/reports/compare/made_documents.hpp"

namespace alertsage::reports {
namespace {

using Values = std::vector<double>;

RowSamples samples(std::string_view metric, Values base, Values contender, double limit = 0.05) {
  const Metric compared = metric_named(metric);
  return {.row = {.name = "a", .metric = compared, .limit = compared.exact ? 0 : limit},
          .limit_of_scatter = limit,
          .base = std::move(base),
          .contender = std::move(contender)};
}

RowComparison judged(const RowSamples& samples, const RowRule& rule = {}) {
  return judge_rows({&samples, 1}, rule).rows.front();
}

RowSamples paired(std::string_view metric, const Values& base, const Values& contender) {
  RowSamples row = samples(metric, base, contender);
  for (std::size_t i = 0; i < base.size(); ++i) {
    row.pairs.first.push_back({base[i], contender[i]});
    row.pairs.second.push_back({base[i], contender[i]});
  }
  return row;
}

Values scaled(Values values, double factor) {
  for (double& value : values) value *= factor;
  return values;
}

constexpr RowRule kBlocks{.design = Design::paired_blocks, .pairs_planned = 30};

BOOST_AUTO_TEST_SUITE(row_comparison)

BOOST_AUTO_TEST_CASE(compares_exact_numbers_without_slack) {
  const struct {
    double base;
    double contender;
    Change change;
  } rows[] = {
      {100, 100, Change::same},   {100, 101, Change::slower}, {100, 99, Change::faster},
      {0, 0, Change::same},       {0, 1, Change::slower},     {1, 0, Change::faster},
      {-64, -32, Change::slower}, {-32, 32, Change::slower},  {1e15, 1e15 + 1, Change::slower}};
  for (const auto& row : rows) {
    for (const std::size_t count : {1U, 9U}) {
      const RowComparison result =
          judged(samples("net_bytes", Values(count, row.base), Values(count, row.contender)));
      BOOST_TEST(name_of(result.change) == name_of(row.change), row.base << " " << row.contender);
      BOOST_TEST(result.exact);
      BOOST_TEST(result.limit == 0);
      BOOST_TEST(result.ratio.has_value() == (row.base > 0));
    }
  }
}

BOOST_AUTO_TEST_CASE(gives_exact_numbers_the_slack_that_was_asked_for) {
  RowSamples row = samples("allocations", {100}, {104});
  row.row.limit = 0.05;
  BOOST_TEST((judged(row).change == Change::same));
  row.contender = {106};
  BOOST_TEST((judged(row).change == Change::slower));
  row.contender = {94};
  BOOST_TEST((judged(row).change == Change::faster));
}

BOOST_AUTO_TEST_CASE(judges_exact_metrics_that_scatter_like_any_other) {
  const RowComparison result = judged(samples("allocations", steady(1000), steady(1001)));
  BOOST_TEST(!result.exact);
  BOOST_TEST(result.limit == 0.05);
  BOOST_TEST((result.change == Change::same));
}

BOOST_AUTO_TEST_CASE(takes_more_of_a_rate_for_better) {
  const auto change = [](double factor) {
    return judged(samples("items_per_second", steady(1e6), steady(1e6 * factor)));
  };
  BOOST_TEST((change(0.8).change == Change::slower));
  BOOST_TEST((change(1.25).change == Change::faster));
  BOOST_TEST((change(1).change == Change::same));
  const RowComparison less = change(0.8);
  BOOST_TEST(less.ratio->estimate == 0.8, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(less.ratio->interval->low < 0.8);
  BOOST_TEST(less.ratio->interval->high > 0.8);
  BOOST_TEST(less.smallest_visible.value() < 1);
  const RowComparison in_pairs =
      judged(paired("items_per_second", Values(30, 10), Values(30, 8)), kBlocks);
  BOOST_TEST((in_pairs.change == Change::slower));
  BOOST_TEST(in_pairs.ratio->estimate == 0.8, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(in_pairs.bound.value() < 1);
}

BOOST_AUTO_TEST_CASE(compares_counts_that_may_be_zero_as_those_plus_one) {
  const Values none(31, 0);
  const Values some(31, 9);
  for (const auto& rule : {RowRule{}, kBlocks}) {
    const RowComparison same = judged(paired("major_faults", none, none), rule);
    BOOST_TEST((same.change == Change::same));
    BOOST_TEST(same.plus_one);
    const RowComparison worse = judged(paired("major_faults", none, some), rule);
    BOOST_TEST((worse.change == Change::slower));
    BOOST_TEST(worse.ratio->estimate == 10, boost::test_tools::tolerance(1e-9));
    BOOST_TEST((judged(paired("read_bytes", some, none), rule).change == Change::faster));
    // Times of 0 are none.
    BOOST_TEST((judged(paired("real_time", none, some), rule).change == Change::cannot_tell));
    BOOST_TEST(!judged(paired("real_time", none, some), rule).open);
  }
  BOOST_TEST(!judged(samples("minor_faults", some, some)).plus_one);
}

// A first 0 in the second batch made ratios of the first batch smaller, and with them undid the
// call that had asked for the second: 17 / 10 became 18 / 11, below a limit of 65 %.
BOOST_AUTO_TEST_CASE(a_zero_of_a_later_pair_changes_no_earlier_verdict) {
  RowSamples row = paired("major_faults", Values(30, 10), Values(30, 17));
  row.row.limit = 0.65;
  row.pairs.second.clear();
  const RowComparison before = judged(row, kBlocks);
  BOOST_TEST(before.awaits_second);
  row.pairs.second = {{0, 0}, {10, 17}};
  row.base.push_back(0);
  row.contender.push_back(0);
  const RowComparison after = judged(row, kBlocks);
  BOOST_TEST(after.awaits_second);
  BOOST_TEST(after.ratio->estimate == 1.7, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(after.bound.value() == before.bound.value());
}

// A drift of a factor of 30 over the run, which pairs do not see.
BOOST_AUTO_TEST_CASE(judges_pairs_by_their_ratios) {
  Values base;
  for (int i = 1; i <= 30; ++i) base.push_back(i * 1e6);
  const RowComparison same = judged(paired("real_time", base, scaled(base, 1.01)), kBlocks);
  BOOST_TEST((same.change == Change::same));
  BOOST_TEST(same.batch == 1U);
  BOOST_TEST(same.pairs == 12U);
  BOOST_TEST(same.ratio->estimate == 1.01, boost::test_tools::tolerance(1e-9));
  BOOST_TEST(
      (judged(samples("real_time", base, scaled(base, 1.01))).change == Change::cannot_tell));

  const RowComparison slower = judged(paired("real_time", base, scaled(base, 1.1)), kBlocks);
  BOOST_TEST((slower.change == Change::slower));
  BOOST_TEST(slower.batch == 2U);
  BOOST_TEST(slower.bound.value() > 1);

  RowSamples first_only = paired("real_time", base, scaled(base, 1.1));
  first_only.pairs.second.clear();
  const RowComparison waiting = judged(first_only, kBlocks);
  BOOST_TEST((waiting.change == Change::cannot_tell));
  BOOST_TEST(waiting.awaits_second);

  RowSamples not_again = paired("real_time", base, scaled(base, 1.1));
  for (Pair& pair : not_again.pairs.second) pair.contender = pair.base;
  BOOST_TEST((judged(not_again, kBlocks).change == Change::same));
  BOOST_TEST(judged(not_again, kBlocks).did_not_recur);
}

// 7 of 7 above: the interval is that of all samples, and covers 1 - 2^-6.
BOOST_AUTO_TEST_CASE(judges_pairs_of_files_by_an_interval_of_their_ratios) {
  const RowRule files{.design = Design::paired_files};
  Values base = {1, 2, 4, 8, 16, 32, 64};
  const RowComparison slower = judged(paired("real_time", base, scaled(base, 1.1)), files);
  BOOST_TEST((slower.change == Change::slower));
  BOOST_TEST(slower.pairs == 7U);
  BOOST_TEST(slower.batch == 0U);
  BOOST_TEST(slower.ratio->interval->coverage == 1 - std::ldexp(1, -6));
  base.pop_back();
  BOOST_TEST(
      (judged(paired("real_time", base, scaled(base, 1.1)), files).change == Change::cannot_tell));
}

// 4 of 4 below all: 2 / C(8, 4).
BOOST_AUTO_TEST_CASE(gives_the_p_value_of_the_rank_sum_test_where_it_is_asked_for) {
  const RowSamples row = samples("real_time", {1, 2, 3, 4}, {5, 6, 7, 8});
  BOOST_TEST(!judged(row).u_test_p.has_value());
  const RowComparison result = judged(row, {.u_test = true});
  BOOST_TEST(result.u_test_p.value() == 2.0 / 70, boost::test_tools::tolerance(1e-12));
  BOOST_TEST((result.change == Change::cannot_tell));
}

BOOST_AUTO_TEST_CASE(divides_the_error_rate_by_all_rows_exact_or_not) {
  std::vector<RowSamples> rows = {samples("real_time", steady(10, 8), steady(10, 8))};
  // 2^-7 twice is below 0.02 / 1, and not below 0.02 / 2.
  BOOST_TEST(judge_rows(rows, {}).rows[0].ratio->interval.has_value());
  BOOST_TEST(!judge_rows(rows, {.more_rows = 1}).rows[0].ratio->interval.has_value());
  rows.push_back(samples("allocations", {5}, {5}));
  const JudgedRows two = judge_rows(rows, {});
  BOOST_TEST(!two.rows[0].ratio->interval.has_value());
  BOOST_TEST(two.confidence == 0.99, boost::test_tools::tolerance(1e-12));
  BOOST_TEST(two.samples_needed == 9U);  // 2^-8 twice
}

// A count that was the same in all samples, and then once was not, made all other calls of the run
// harder, those that were made before it too.
BOOST_AUTO_TEST_CASE(a_count_that_begins_to_scatter_undoes_no_call_of_another_row) {
  // The last look of 30 pairs takes 22 above 1 at 0.02, and 23 at 0.01 (walks counted in Python).
  std::vector<double> base(30, 1000);
  std::vector<double> contender = scaled(base, 1.2);
  for (std::size_t i = 0; i < 8; ++i) contender[i] = 990;
  std::vector<RowSamples> rows = {paired("real_time", base, contender),
                                  paired("allocations", Values(30, 5), Values(30, 5))};
  const RowComparison before = judge_rows(rows, kBlocks).rows[0];
  rows[1].contender[20] = rows[1].pairs.second[20].contender = 6;
  const RowComparison after = judge_rows(rows, kBlocks).rows[0];
  BOOST_TEST(name_of(before.change) == name_of(after.change));
  BOOST_TEST(before.bound.value() == after.bound.value());
  BOOST_TEST((judge_rows({rows.data(), 1}, kBlocks).rows[0].change == Change::slower));
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

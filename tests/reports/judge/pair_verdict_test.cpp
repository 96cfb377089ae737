#include "reports/judge/pair_verdict.hpp"

#include <boost/test/unit_test.hpp>
#include <utility>
#include <vector>

namespace alertsage::reports {
namespace {

const std::vector<double> kSlower(60, 0.2);
const std::vector<double> kFaster(60, -0.2);
const std::vector<double> kSame(60, 0.001);

// Half far above, half far below: nothing can be told of it.
std::vector<double> wild() {
  std::vector<double> values(60, 0.5);
  for (std::size_t i = 0; i < values.size(); i += 2) values[i] = -0.5;
  return values;
}

PairVerdict verdict_of(const PairedRow& row) {
  return judge_pairs({&row, 1}, {.most = 60}).front();
}

BOOST_AUTO_TEST_SUITE(pair_verdict)

// Until then what is certainly faster is at least not slower, and passes.
BOOST_AUTO_TEST_CASE(a_call_waits_for_the_second_batch) {
  for (const auto& [first, change] :
       {std::pair(kSlower, Change::cannot_tell), std::pair(kFaster, Change::not_slower)}) {
    const PairVerdict verdict = verdict_of({.first = first});
    BOOST_TEST(name_of(verdict.change) == name_of(change));
    BOOST_TEST(verdict.awaits_second);
    BOOST_TEST(!verdict.open);
    BOOST_TEST(verdict.batch == 1U);
  }
}

BOOST_AUTO_TEST_CASE(what_recurs_is_so_and_what_does_not_is_what_the_second_batch_says) {
  const struct {
    std::vector<double> first;
    std::vector<double> second;
    Change change;
    bool did_not_recur;
  } rows[] = {
      {kSlower, kSlower, Change::slower, false},     {kFaster, kFaster, Change::faster, false},
      {kSlower, kSame, Change::same, true},          {kSlower, kFaster, Change::cannot_tell, true},
      {kFaster, kSlower, Change::cannot_tell, true}, {kSlower, wild(), Change::cannot_tell, true},
      {kFaster, wild(), Change::not_slower, true},
  };
  for (const auto& row : rows) {
    const PairVerdict verdict = verdict_of({.first = row.first, .second = row.second});
    BOOST_TEST(name_of(verdict.change) == name_of(row.change));
    BOOST_TEST(verdict.did_not_recur == row.did_not_recur);
    BOOST_TEST(verdict.batch == 2U);
    BOOST_TEST(!verdict.open);
    BOOST_TEST(!verdict.awaits_second);
  }
}

BOOST_AUTO_TEST_CASE(a_row_that_was_not_called_has_no_second_batch) {
  const PairVerdict verdict = verdict_of({.first = kSame, .second = kSlower});
  BOOST_TEST((verdict.change == Change::same));
  BOOST_TEST(verdict.batch == 1U);
}

// 12 pairs of one sign: 2^-12. 0.02 / 50 is more than that, 0.02 / 50 less what the plan keeps for
// later looks is not.
BOOST_AUTO_TEST_CASE(more_rows_make_a_call_harder) {
  const std::vector<double> twelve(12, 0.2);
  const PairedRow row{.first = twelve};
  BOOST_TEST(judge_pairs({&row, 1}, {.most = 12}).front().awaits_second);
  const std::vector<PairedRow> hundred(100, row);
  BOOST_TEST(!judge_pairs(hundred, {.most = 12}).front().awaits_second);
}

// Two of three were called: the second batch divides by two, in which 12 of 12 suffice.
BOOST_AUTO_TEST_CASE(the_second_batch_divides_by_the_rows_that_were_called) {
  const std::vector<double> twelve(12, 0.2);
  std::vector<PairedRow> rows(200, PairedRow{.first = kSame});
  rows[3] = {.first = kSlower, .second = twelve};
  rows[5] = {.first = kSlower, .second = kSame};
  const std::vector<PairVerdict> verdicts = judge_pairs(rows, {.most = 60});
  BOOST_TEST((verdicts[3].change == Change::slower));
  BOOST_TEST(verdicts[3].finding.pairs == 12U);
  BOOST_TEST((verdicts[5].change == Change::same));
}

BOOST_AUTO_TEST_CASE(knows_how_many_pairs_a_call_takes) {
  BOOST_TEST(fewest_pairs_to_call(1, 0.02) == 12U);
  const std::size_t many = fewest_pairs_to_call(1000, 0.02);
  BOOST_TEST(many == 16U);  // 2^-16 is less than 0.02 / 1000, 2^-14 is not
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

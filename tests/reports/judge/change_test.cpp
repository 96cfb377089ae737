#define BOOST_TEST_MODULE reports_judge
#include "reports/judge/change.hpp"

#include <boost/test/unit_test.hpp>

namespace alertsage::reports {
namespace {

BOOST_AUTO_TEST_SUITE(change)

BOOST_AUTO_TEST_CASE(asks_a_bound_beyond_one_and_an_estimate_beyond_the_limit) {
  const struct {
    double low;
    double estimate;
    double high;
    Change change;
  } rows[] = {
      {1.05, 1.20, 1.30, Change::slower},
      {1.001, 1.10, 1.40, Change::slower},
      {0.99, 1.20, 1.40, Change::cannot_tell},  // may be no change at all
      {1.05, 1.09, 1.30, Change::cannot_tell},  // certainly slower, perhaps by less than the limit
      {1.02, 1.05, 1.09, Change::same},         // certainly slower, certainly by less
      {0.95, 1.00, 1.05, Change::same},
      {0.92, 1.00, 1.11, Change::cannot_tell},
      {0.85, 0.95, 1.05, Change::not_slower},
      {0.70, 0.80, 0.95, Change::faster},
      {0.88, 0.93, 0.98, Change::not_slower},  // faster, but by the limit?
      {0.50, 0.80, 1.05, Change::not_slower},
      {0.50, 0.80, 1.20, Change::cannot_tell},
      {1, 1, 1, Change::same},
  };
  for (const auto& row : rows) {
    const Ratio ratio = {row.estimate, Interval{row.low, row.high, 0.95}};
    BOOST_TEST_CONTEXT(row.low << " " << row.estimate << " " << row.high) {
      BOOST_TEST(name_of(judge_change(ratio, 0.1)) == name_of(row.change));
    }
  }
}

BOOST_AUTO_TEST_CASE(cannot_tell_without_an_interval) {
  BOOST_TEST((judge_change({5, {}}, 0.1) == Change::cannot_tell));
}

BOOST_AUTO_TEST_CASE(is_symmetric_in_what_slower_and_faster_mean) {
  for (const double factor : {1.05, 1.1001, 1.5}) {
    const Change forth = judge_change({factor, Interval{factor / 1.04, factor * 1.04, 0.95}}, 0.1);
    const Change back =
        judge_change({1 / factor, Interval{1 / factor / 1.04, 1 / factor * 1.04, 0.95}}, 0.1);
    BOOST_TEST((forth == Change::slower) == (back == Change::faster));
    BOOST_TEST((forth == Change::same) == (back == Change::same));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

#include "reports/stats/rank_sum_test.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cmath>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>
#include <vector>

namespace alertsage::reports {
namespace {

using Values = std::vector<double>;

Values counted(std::size_t n, double from) {
  Values values(n);
  std::iota(values.begin(), values.end(), from);
  return values;
}

BOOST_AUTO_TEST_SUITE(rank_sum)

BOOST_AUTO_TEST_CASE(gives_the_p_values_of_scipy) {
  std::ifstream file(RANK_SUM_FIXTURE);
  const nlohmann::json fixture = nlohmann::json::parse(file);
  BOOST_TEST(fixture.at("cases").size() == 9U);
  for (const auto& made : fixture.at("cases")) {
    const auto a = made.at("a").get<Values>();
    const auto b = made.at("b").get<Values>();
    for (const auto& [m, n, p] :
         made.at("p_values").get<std::vector<std::tuple<int, int, double>>>()) {
      BOOST_TEST_CONTEXT(made.at("name") << ", " << m << " and " << n << " values") {
        const double ours =
            rank_sum_p_value({a.begin(), a.begin() + m}, {b.begin(), b.begin() + n});
        BOOST_TEST(std::abs(ours - p) <= 1e-12);
      }
    }
  }
}

// All orders of n and n values are equally likely, and two of them are the most extreme.
BOOST_AUTO_TEST_CASE(cannot_be_small_for_few_values) {
  const struct {
    std::size_t n;
    double orders;
  } rows[] = {{1, 2}, {2, 6}, {3, 20}, {4, 70}, {5, 252}, {8, 12870}};
  for (const auto& row : rows) {
    const double p = rank_sum_p_value(counted(row.n, 0), counted(row.n, 100));
    BOOST_TEST(p == 2 / row.orders, boost::test_tools::tolerance(1e-14));
  }
}

// The numbers are from the same count in whole numbers of any size.
BOOST_AUTO_TEST_CASE(stays_exact_where_one_side_is_long) {
  const struct {
    std::size_t n, won_by_each_of_8;
    double p;
  } rows[] = {{2000, 375, 0.0013098037938756178},
              {2000, 875, 0.5481833227716622},
              {20'000, 8'750, 0.5471897172532991}};
  for (const auto& row : rows) {
    const Values few = [&] {
      Values values = counted(8, 0);
      for (double& value : values)
        value = static_cast<double>(row.won_by_each_of_8) + value / 10 - 0.9;
      return values;
    }();
    const Values many = counted(row.n, 0);
    BOOST_TEST(rank_sum_p_value(few, many) == row.p, boost::test_tools::tolerance(1e-11));
    BOOST_TEST(rank_sum_p_value(many, few) == row.p, boost::test_tools::tolerance(1e-11));
  }
}

// With so many, rounding makes the variance of equal values negative.
BOOST_AUTO_TEST_CASE(finds_no_difference_between_equal_values_however_many) {
  const Values equal(165'146, 7);
  BOOST_TEST(rank_sum_p_value(equal, equal) == 1);
}

BOOST_AUTO_TEST_CASE(does_not_depend_on_order_sign_or_unit) {
  const Values a = {5, 1, 4, 1, 3, 9, 2, 6, 5, 8};
  const Values b = {7, 7, 10, 12, 3, 11, 9, 8, 13, 10, 6};
  const double p = rank_sum_p_value(a, b);
  BOOST_TEST(p > 0.001);
  BOOST_TEST(p < 0.01);
  BOOST_TEST(rank_sum_p_value(b, a) == p);
  BOOST_TEST(rank_sum_p_value(Values(a.rbegin(), a.rend()), b) == p);
  const auto times = [](Values values, double factor) {
    for (double& value : values) value *= factor;
    return values;
  };
  BOOST_TEST(rank_sum_p_value(times(a, 1024), times(b, 1024)) == p);
  BOOST_TEST(rank_sum_p_value(times(a, -1), times(b, -1)) == p);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace alertsage::reports

#include "reports/stats/rank_sum_test.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/special_functions/binomial.hpp>
#include <cassert>
#include <cmath>
#include <numeric>
#include <vector>

namespace alertsage::reports {
namespace {

constexpr std::size_t kMostForExact = 8;  // of the smaller side

std::vector<double> sorted(std::span<const double> values) {
  std::vector<double> copy(values.begin(), values.end());
  std::sort(copy.begin(), copy.end());
  return copy;
}

// In how many pairs the value of `a` is the larger one; equal ones count half.
double pairs_won(std::span<const double> a, std::span<const double> sorted_b) {
  double won = 0;
  for (const double value : a) {
    const auto [less, greater] = std::equal_range(sorted_b.begin(), sorted_b.end(), value);
    won += static_cast<double>(less - sorted_b.begin()) + static_cast<double>(greater - less) / 2;
  }
  return won;
}

// The sum of t^3 - t over groups of t equal values.
double tie_term(std::span<const double> sorted) {
  double sum = 0;
  for (auto group = sorted.begin(); group != sorted.end();) {
    const auto end = std::upper_bound(group, sorted.end(), *group);
    const auto t = static_cast<double>(end - group);
    sum += t * t * t - t;
    group = end;
  }
  return sum;
}

// P(U <= most) over all orders of m and n values. The number of orders with each U is a coefficient
// of the Gaussian binomial, the product of (1 - q^(n + i)) / (1 - q^i) for i from 1 to m, which is
// multiplied out here up to q^most.
double exact_lower_tail(std::size_t m, std::size_t n, std::size_t most) {
  std::vector<double> orders(most + 1);
  orders[0] = 1;
  for (std::size_t i = 1; i <= m; ++i) {
    for (std::size_t u = most; u >= n + i; --u) orders[u] -= orders[u - n - i];
    for (std::size_t u = i; u <= most; ++u) orders[u] += orders[u - i];
  }
  const double all = boost::math::binomial_coefficient<double>(static_cast<unsigned>(m + n),
                                                               static_cast<unsigned>(m));
  return std::accumulate(orders.begin(), orders.end(), 0.0) / all;
}

double normal_lower_tail(double m, double n, double u, double ties) {
  const double all = m + n;
  const double variance = m * n / 12 * (all + 1 - ties / (all * (all - 1)));
  if (variance <= 0) return 1;  // all values are equal
  const double z = (u + 0.5 - m * n / 2) / std::sqrt(variance);
  return boost::math::cdf(boost::math::normal(), z);
}

}  // namespace

double rank_sum_p_value(std::span<const double> a, std::span<const double> b) {
  assert(!a.empty() && !b.empty());
  const auto m = static_cast<double>(a.size());
  const auto n = static_cast<double>(b.size());
  const double won = pairs_won(a, sorted(b));
  const double u = std::min(won, m * n - won);

  std::vector<double> both(a.begin(), a.end());
  both.insert(both.end(), b.begin(), b.end());
  std::sort(both.begin(), both.end());
  const double ties = tie_term(both);
  const std::size_t few = std::min(a.size(), b.size());
  const std::size_t many = std::max(a.size(), b.size());
  const bool exact = few <= kMostForExact && ties == 0;
  const double tail = exact ? exact_lower_tail(few, many, static_cast<std::size_t>(u))
                            : normal_lower_tail(m, n, u, ties);
  return std::min(1.0, 2 * tail);  // both tails have the middle where U is in it
}

}  // namespace alertsage::reports

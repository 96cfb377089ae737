#include "reports/stats/kendall.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>

namespace alertsage::reports {
namespace {

double variance_of_score(const Sample& series) {
  const auto weight = [](double t) { return t * (t - 1) * (2 * t + 5); };
  const auto sorted = series.sorted();
  double sum = weight(static_cast<double>(sorted.size()));
  for (auto group = sorted.begin(); group != sorted.end();) {
    const auto end = std::upper_bound(group, sorted.end(), *group);
    sum -= weight(static_cast<double>(end - group));
    group = end;
  }
  return sum / 18;
}

bool has_ties(const Sample& series) {
  const auto sorted = series.sorted();
  return std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end();
}

// P(i pairs of a random permutation of n fall), for every i. The last of m points falls below 0 to
// m - 1 of the others, each with probability 1/m: n - 1 running sums.
std::vector<double> falling_pairs(std::size_t n) {
  std::vector<double> probability(n * (n - 1) / 2 + 1);
  probability[0] = 1;
  for (std::size_t m = 2; m <= n; ++m) {
    const std::vector<double> before = probability;
    double window = 0;
    for (std::size_t i = 0; i < probability.size(); ++i) {
      window += before[i];
      if (i >= m) window -= before[i - m];
      probability[i] = window / static_cast<double>(m);
    }
  }
  return probability;
}

}  // namespace

KendallDistribution::KendallDistribution(const Sample& series)
    : pairs_(static_cast<std::int64_t>(series.size() * (series.size() - 1) / 2)),
      deviation_(std::sqrt(variance_of_score(series))) {
  if (series.size() > kExactKendallPoints || has_ties(series)) return;
  cumulative_ = falling_pairs(series.size());
  for (std::size_t i = 1; i < cumulative_.size(); ++i) cumulative_[i] += cumulative_[i - 1];
}

double KendallDistribution::upper_tail(std::int64_t score) const {
  if (score <= -pairs_) return 1;
  if (score > pairs_) return 0;
  if (!cumulative_.empty()) return cumulative_[static_cast<std::size_t>((pairs_ - score) / 2)];
  if (deviation_ == 0) return score <= 0 ? 1 : 0;
  const boost::math::normal standard;
  const double z = (static_cast<double>(score) - 1) / deviation_;
  return boost::math::cdf(boost::math::complement(standard, z));
}

}  // namespace alertsage::reports

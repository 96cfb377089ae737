#include "reports/stats/trend.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

#include "reports/stats/kendall.hpp"

namespace alertsage::reports {
namespace {

std::vector<double> sorted_slopes(const Sample& series) {
  const auto values = series.values();
  std::vector<double> slopes;
  slopes.reserve(values.size() * (values.size() - 1) / 2);
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = i + 1; j < values.size(); ++j) {
      slopes.push_back((values[j] - values[i]) / static_cast<double>(j - i));
    }
  }
  std::sort(slopes.begin(), slopes.end());
  return slopes;
}

double middle_of(std::span<const double> sorted) {
  const std::size_t middle = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

// P(the true slope lies below the rank-th smallest of the pairs' slopes): then at least
// pairs - rank + 1 pairs rise faster than it, at most rank - 1 slower.
double miss_below(const KendallDistribution& distribution, std::int64_t rank) {
  return distribution.upper_tail(distribution.pairs() - 2 * rank + 2);
}

std::int64_t widest_rank(const KendallDistribution& distribution, double confidence) {
  std::int64_t enough = 0;
  std::int64_t too_much = distribution.pairs() / 2 + 1;
  while (too_much - enough > 1) {
    const std::int64_t middle = enough + (too_much - enough) / 2;
    (1 - 2 * miss_below(distribution, middle) >= confidence ? enough : too_much) = middle;
  }
  return enough;
}

}  // namespace

MannKendall mann_kendall(const Sample& series) {
  const auto values = series.values();
  std::int64_t score = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    for (std::size_t j = i + 1; j < values.size(); ++j) {
      score += (values[j] > values[i]) - (values[j] < values[i]);
    }
  }
  const KendallDistribution distribution(series);
  return {.score = score,
          .p_rising = distribution.upper_tail(score),
          .p_falling = distribution.upper_tail(-score)};
}

double median_slope(const Sample& series) {
  return middle_of(sorted_slopes(series));
}

Slope theil_sen(const Sample& series, double confidence) {
  assert(confidence > 0 && confidence < 1);
  const std::vector<double> slopes = sorted_slopes(series);
  Slope slope{.per_step = middle_of(slopes)};

  const KendallDistribution distribution(series);
  const std::int64_t rank = widest_rank(distribution, confidence);
  if (rank == 0) return slope;
  const auto index = static_cast<std::size_t>(rank - 1);
  slope.interval = {slopes[index], slopes[slopes.size() - 1 - index],
                    1 - 2 * miss_below(distribution, rank)};
  return slope;
}

Slope widened(const Slope& slope, double inflation) {
  if (!slope.interval) return slope;
  const double times = std::sqrt(inflation);
  Slope wide = slope;
  wide.interval->low = slope.per_step - times * (slope.per_step - slope.interval->low);
  wide.interval->high = slope.per_step + times * (slope.interval->high - slope.per_step);
  return wide;
}

}  // namespace alertsage::reports

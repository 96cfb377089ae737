#include "reports/stats/interval.hpp"

#include <boost/math/distributions/binomial.hpp>
#include <cassert>
#include <cmath>

namespace alertsage::reports {
namespace {

// The largest rank whose coverage is at least `confidence`; 0 where rank 1 is not enough. A search
// over ranks, not the distribution's quantile: that one is a real number to be rounded, and a
// coverage that equals the confidence has to count.
std::size_t widest_rank(std::size_t n, double confidence) {
  std::size_t enough = 0;
  std::size_t too_much = n / 2 + 1;
  while (too_much - enough > 1) {
    const std::size_t middle = enough + (too_much - enough) / 2;
    (coverage_of_rank(middle, n) >= confidence ? enough : too_much) = middle;
  }
  return enough;
}

}  // namespace

double coverage_of_rank(std::size_t rank, std::size_t n) {
  const boost::math::binomial below(static_cast<double>(n), 0.5);
  return 1 - 2 * boost::math::cdf(below, static_cast<double>(rank - 1));
}

std::optional<Interval> median_interval(const Sample& sample, double confidence) {
  assert(confidence > 0 && confidence < 1);
  const std::size_t n = sample.size();
  const std::size_t rank = widest_rank(n, confidence);
  if (rank == 0) return std::nullopt;
  return Interval{.low = sample.sorted()[rank - 1],
                  .high = sample.sorted()[n - rank],
                  .coverage = coverage_of_rank(rank, n)};
}

std::size_t samples_needed(double confidence) {
  assert(confidence > 0 && confidence < 1);
  std::size_t n = 2;
  while (1 - std::ldexp(1.0, 1 - static_cast<int>(n)) < confidence) ++n;
  return n;
}

}  // namespace alertsage::reports

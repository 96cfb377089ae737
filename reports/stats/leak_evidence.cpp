#include "reports/stats/leak_evidence.hpp"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>
#include <cmath>
#include <numeric>
#include <vector>

namespace alertsage::reports {
namespace {

// How many standard errors the second half's slope has to lie below the first's to be called
// slower. Of leaks whose rate does not change, 3.6 % do by chance.
constexpr double kSlowsBeyond = 1.8;

double standard_error(const Slope& slope, double confidence) {
  if (!slope.interval) return 0;
  return (slope.interval->high - slope.interval->low) / 2 / errors_at(confidence);
}

// The test's p, and where points hang together no less than that of the slope's widened error. The
// test itself cannot be widened: its score has a highest value, and with a variance nine times as
// large even that would be no evidence.
double p_rising(const Sample& sample, const Slope& slope, double error, double inflation) {
  const double p = mann_kendall(sample).p_rising;
  if (inflation <= 1 || error == 0) return p;
  const boost::math::normal standard;
  return std::max(p, boost::math::cdf(boost::math::complement(standard, slope.per_step / error)));
}

Trend part_of(const Sample& sample, const Slope& slope, double inflation, double confidence) {
  const double error = standard_error(slope, confidence);
  return {.slope = slope.per_step,
          .error = error,
          .p_rising = p_rising(sample, slope, error, inflation)};
}

Trend half_of(std::span<const double> values, double inflation, double confidence) {
  const Sample sample = *Sample::make(values);
  return part_of(sample, widened(theil_sen(sample, confidence), inflation), inflation, confidence);
}

}  // namespace

double errors_at(double confidence) {
  return boost::math::quantile(boost::math::normal(), (1 + confidence) / 2);
}

Steps steps_of(std::span<const double> values) {
  Steps steps{.count = values.size() - 1};
  bool changed = false;
  for (std::size_t i = 1; i < values.size(); ++i) {
    if (values[i] == values[i - 1]) {
      ++steps.still_at_end;
      continue;
    }
    if (changed) steps.still_within = std::max(steps.still_within, steps.still_at_end);
    steps.still_at_end = 0;
    changed = true;
    ++(values[i] > values[i - 1] ? steps.rises : steps.falls);
  }
  return steps;
}

double p_shrinking(std::span<const double> values) {
  std::vector<double> steps(values.size());
  std::adjacent_difference(values.begin(), values.end(), steps.begin());
  return mann_kendall(*Sample::make(std::span(steps).subspan(1))).p_falling;
}

bool Evidence::slows() const noexcept {
  return first.slope - second.slope > kSlowsBeyond * std::hypot(first.error, second.error);
}

Evidence evidence_of(const Sample& judged, double confidence) {
  const auto values = judged.values();
  const std::size_t half = values.size() / 2;
  Evidence evidence{.slope = theil_sen(judged, confidence)};
  if (!all_but_never_falls(values)) {
    evidence.inflation =
        variance_inflation(residuals_of(values, evidence.slope.per_step), values.size());
  }
  const double taken = evidence.inflation.taken;
  evidence.slope = widened(evidence.slope, taken);
  evidence.whole = part_of(judged, evidence.slope, taken, confidence);
  evidence.first = half_of(values.first(half), taken, confidence);
  evidence.second = half_of(values.subspan(half), taken, confidence);
  return evidence;
}

}  // namespace alertsage::reports

// What the judged part of a series shows, before anybody decides what that means (leak_rule.hpp).
#pragma once

#include <cstddef>
#include <span>

#include "reports/stats/autocorrelation.hpp"
#include "reports/stats/sample.hpp"
#include "reports/stats/trend.hpp"

namespace alertsage::reports {

struct Steps {
  std::size_t rises = 0;
  std::size_t falls = 0;
  std::size_t count = 0;
  std::size_t still_at_end = 0;  // steps since the value last changed
  std::size_t still_within = 0;  // the most steps that it stood still between two changes

  // It has stood still for longer than it ever did while it rose: a cache that is full. Twice as
  // long, nearly, because some last step is always the longest.
  bool has_stopped() const noexcept { return 2 * still_at_end >= 4 + 3 * still_within; }
};

// REQUIRES: values.size() >= 2. O(n).
Steps steps_of(std::span<const double> values);

// P(steps that do not change shrink from each to the next as much as these): Mann and Kendall's
// test on the differences of neighbours. REQUIRES: values.size() >= 3. O(n^2).
double p_shrinking(std::span<const double> values);

struct Trend {
  double slope = 0;
  double error = 0;     // standard error of the slope
  double p_rising = 1;  // of Mann and Kendall's test
};

struct Evidence {
  VarianceInflation inflation = {};  // all below is widened by what was taken
  Slope slope = {};
  Trend whole = {};
  Trend first = {};  // of an odd number of points the second half has one more
  Trend second = {};

  // The second half's slope is less than the first's by more than chance makes it.
  bool slows() const noexcept;
};

// REQUIRES: judged.size() >= 4, 0 < confidence < 1. O(n^2).
Evidence evidence_of(const Sample& judged, double confidence);

// How many standard errors the ends of a two-sided interval lie off.
double errors_at(double confidence);

}  // namespace alertsage::reports

// Looking at pairs as they come, and stopping at the first look that tells, without more false
// alarms than one look at the end would give.
//
// The sign test counts how many of n values lie above a point. If the point is the median of each,
// whatever its distribution, that count is binomial (n, 1/2). A group-sequential test looks at
// n_1 < n_2 < … values and rejects at look k where the count reaches c_k; the chance that any look
// rejects is spent over the looks by a function of the share of values that are in (K. K. G. Lan
// and D. L. DeMets, Biometrika 70, 1983), here in proportion to it (power family with exponent 1:
// K. Kim and D. L. DeMets, Biometrika 74, 1987). The c_k are exact: the walk of the count is
// followed through all looks, so nothing is approximated and nothing is lost to Bonferroni.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace alertsage::reports {

struct SignLook {
  std::size_t values = 0;
  std::size_t critical = 0;  // rejects where so many are above; values + 1: nothing rejects here

  // The one-sided confidence bound that belongs to it: the point is rejected where it lies below
  // the rank-th smallest value (from 1), or from above, above the rank-th largest. 0: no bound.
  std::size_t rank() const noexcept { return values + 1 - critical; }

  bool operator==(const SignLook&) const = default;
};

// The looks of a one-sided test that, with independent signs, rejects a true median with
// probability `alpha` at most. The bounds of all looks hold at once with 1 - alpha.
// REQUIRES: 0 < alpha < 1; `values` ascending, not empty, from 1. O(values.back()^2).
std::vector<SignLook> sequential_sign_test(double alpha, std::span<const std::size_t> values);

// The chance that it rejects where each value lies above the point with probability `above`.
double rejection_chance(std::span<const SignLook> looks, double above);

}  // namespace alertsage::reports

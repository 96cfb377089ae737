// How many times one thing takes what another takes: a ratio of medians with an interval.
//
// Two ways, because samples come in two ways. Interleaved samples are pairs that met the same
// machine state, and the pair's log ratio cancels it: use paired_ratio(). Samples of two separate
// runs share nothing: use unpaired_ratio(), which is wider, as it has to be.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "reports/stats/interval.hpp"
#include "reports/stats/sample.hpp"

namespace alertsage::reports {

struct Ratio {
  double estimate;  // contender / base
  std::optional<Interval> interval =
      {};  // nothing where the samples are too few for the confidence
};

// ln(contender[i] / base[i]) of each pair. Nothing where the lengths differ or a value is not above
// zero.
std::optional<std::vector<double>> log_ratios(std::span<const double> base,
                                              std::span<const double> contender);

// exp of the median of ln(contender[i] / base[i]) and of its exact interval (median_interval).
// Nothing where the lengths differ, there are fewer than two pairs, or a value is not finite and
// above zero.
std::optional<Ratio> paired_ratio(std::span<const double> base, std::span<const double> contender,
                                  double confidence);

// Ratio of the two medians. Each median gets its exact interval at confidence 1 - alpha / 2, where
// alpha = 1 - confidence, and the ratio's interval runs between opposite ends: low / high to
// high / low. If both enclose their medians, which by Bonferroni's inequality they do with
// probability >= 1 - alpha, it encloses the ratio: no assumption on either distribution's shape or
// on the shapes being alike. Nothing where a value is not above zero.
std::optional<Ratio> unpaired_ratio(const Sample& base, const Sample& contender, double confidence);

}  // namespace alertsage::reports

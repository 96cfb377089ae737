// The control of a run of pairs: a fixed piece of work beside each sample of either side. It is no
// program's, so where its sides differ, the machine treated them unequally.
#pragma once

#include <cstddef>
#include <optional>

#include "reports/results/document.hpp"
#include "reports/stats/ratio.hpp"

namespace alertsage::reports {

inline constexpr double kMostControlDrift = 0.05;

struct ControlComparison {
  std::size_t pairs = 0;
  std::optional<Ratio> sides = {};   // its time beside NEW / beside BASE, in pairs, 99 %
  std::optional<double> drift = {};  // over the run: median of the last third / of the first
};

// Nothing where a document has no series kControlRow, or no pair of it.
std::optional<ControlComparison> compare_control(const Document& base, const Document& contender);

// Whether the sides differ by more than kMostControlDrift, either way, and certainly differ: few
// pairs of a noisy machine are as far apart by chance, which the rule on pairs allows for.
bool is_contaminated(const ControlComparison& control);

}  // namespace alertsage::reports

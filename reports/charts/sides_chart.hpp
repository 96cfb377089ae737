// The samples of a row before and after, on one axis.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/charts/axes.hpp"
#include "reports/charts/chart.hpp"

namespace alertsage::reports {

struct Sides {
  std::string name = {};
  std::string metric = {};
  std::vector<double> base = {};  // finite
  std::vector<double> contender = {};
  TickText text = {};  // of a value: "47.3 us"
};

// A strip of ticks each, half of the samples in a bar, the median. Nothing where a side has fewer
// than two samples. Samples far out are counted at the end of the axis.
std::optional<Chart> sides_chart(const Sides& sides);

}  // namespace alertsage::reports

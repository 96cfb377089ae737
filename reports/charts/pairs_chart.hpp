// Pairs in the order in which they were run: the ratio of each, what it came to at each look, the
// limit.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/charts/chart.hpp"
#include "reports/stats/ratio.hpp"

namespace alertsage::reports {

struct PairsLook {
  std::size_t pairs;  // of the batch, until then
  Ratio ratio;
};

struct PairsBatch {
  std::vector<double> ratios = {};  // new / base; above 0
  std::vector<PairsLook> looks = {};
};

struct PairsSeries {
  std::string title = {};
  PairsBatch first = {};
  PairsBatch second = {};
  double limit = 0;
};

// Nothing without pairs.
std::optional<Chart> pairs_chart(const PairsSeries& series);

}  // namespace alertsage::reports

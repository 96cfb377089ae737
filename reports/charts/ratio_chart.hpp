// All rows of a comparison in one metric: a line each, with its ratio and the interval of that (a
// forest plot).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/charts/chart.hpp"
#include "reports/charts/outcome.hpp"
#include "reports/stats/ratio.hpp"

namespace alertsage::reports {

struct RatioRow {
  std::string name = {};
  std::optional<Ratio> ratio = {};  // new / base; above 0
  Outcome outcome = Outcome::cannot_tell;
  std::string word = {};    // "slower"
  std::string figure = {};  // "+12 %"
};

struct RatioRows {
  std::string metric = {};  // "real_time"
  double limit = 0;         // of most rows, shaded: 0.05
  bool less_is_better = true;
  std::vector<RatioRow> rows = {};  // from top to bottom
};

// Nothing without rows. What lies outside of the axis is a triangle at its end.
std::optional<Chart> ratio_chart(const RatioRows& rows);

}  // namespace alertsage::reports

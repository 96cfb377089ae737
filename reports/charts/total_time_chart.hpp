// Total time against the number of incidents in one process, with break-even points: when does
// which way of loading pay?
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "reports/charts/chart.hpp"
#include "reports/charts/cost_line.hpp"
#include "reports/charts/measurements.hpp"

namespace alertsage::reports {

inline constexpr double kMostIncidents = 1000;

struct Crossing {
  const CostLine* before;  // costs less up to `incidents`
  const CostLine* after;   // costs less beyond
  double incidents;
};

// Where two lines cross between 1 and kMostIncidents, by `incidents`. Points into `lines`.
std::vector<Crossing> crossings(const std::vector<CostLine>& lines);

// The largest factor by which a measured batch differs from its line, at least 1. Nothing where no
// batch was measured.
std::optional<double> largest_deviation(const std::vector<CostLine>& lines);

// Nothing where no prediction or no load was measured.
std::optional<Chart> total_time_chart(const Measurements& measurements, std::string_view model);

}  // namespace alertsage::reports

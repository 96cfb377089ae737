// Load time against model size: which strategies pay for every byte, and which do not.
#pragma once

#include <optional>

#include "reports/charts/chart.hpp"
#include "reports/charts/measurements.hpp"

namespace alertsage::reports {

// From the warm loads of the size sweep. Nothing where less than two sizes were measured.
std::optional<Chart> load_size_chart(const Measurements& measurements);

}  // namespace alertsage::reports

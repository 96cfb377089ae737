// Load time by strategy, warm and cold, with intervals.
#pragma once

#include <optional>
#include <string_view>

#include "reports/charts/chart.hpp"
#include "reports/charts/measurements.hpp"

namespace alertsage::reports {

// Nothing where no load of `model` was measured.
std::optional<Chart> load_time_chart(const Measurements& measurements, std::string_view model);

}  // namespace alertsage::reports

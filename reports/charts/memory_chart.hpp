// Memory over repeated loads: a small panel for each strategy, all on one scale.
#pragma once

#include <optional>
#include <string_view>

#include "reports/charts/chart.hpp"
#include "reports/charts/measurements.hpp"

namespace alertsage::reports {

// From the leak sections of mode load-predict-drop. Nothing where none has a series.
std::optional<Chart> memory_chart(const Measurements& measurements, std::string_view model);

}  // namespace alertsage::reports

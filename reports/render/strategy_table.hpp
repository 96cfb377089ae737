// The table of a model, by strategy.
#pragma once

#include <string_view>

#include "reports/charts/measurements.hpp"
#include "reports/render/figure_table.hpp"

namespace alertsage::reports {

// Has a row for every strategy and for Python, measured or not.
FigureTable strategy_table(const Measurements& measurements, std::string_view model);

}  // namespace alertsage::reports

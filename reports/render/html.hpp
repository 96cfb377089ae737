// A report as one HTML file that needs nothing else: no network, no script.
#pragma once

#include <string>

#include "reports/render/report.hpp"

namespace alertsage::reports {

// Draws the charts, each for a wide and a narrow page. Throws Error (environment) where gnuplot is
// missing or fails. Deterministic.
std::string report_html(const Report& report);

}  // namespace alertsage::reports

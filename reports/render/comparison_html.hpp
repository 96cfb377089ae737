// A comparison as one HTML file that needs nothing else: no network, no script.
#pragma once

#include <string>

#include "reports/compare/comparison.hpp"
#include "reports/results/document.hpp"

namespace alertsage::reports {

inline constexpr std::size_t kMostDetails = 12;  // rows with charts of their own

// The comparison is of these documents. Throws Error (environment) where gnuplot is missing or
// fails. Deterministic.
std::string comparison_html(const Comparison& comparison, const Document& base,
                            const Document& contender);

}  // namespace alertsage::reports

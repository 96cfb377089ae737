// What should be known of the metrics of a comparison, and changes no verdict.
#pragma once

#include <string>
#include <vector>

#include "reports/results/document.hpp"

namespace alertsage::reports {

struct Comparison;

// A line for each compared metric of which nothing says whether more or less is better, and for
// each metric of the policy that neither document has. Printable.
std::vector<std::string> metric_cautions(const Comparison& comparison, const Document& base,
                                         const Document& contender);

}  // namespace alertsage::reports

// What should be known of the metrics of a comparison, and changes no verdict.
#pragma once

#include <string>
#include <vector>

#include "reports/compare/policy.hpp"
#include "reports/judge/metric.hpp"
#include "reports/results/document.hpp"

namespace alertsage::reports {

struct Comparison;

// Whether neither its name nor the policy says which way is better.
bool is_direction_assumed(const Metric& metric, const Policy& policy);

// A line for each compared metric of which nothing says whether more or less is better, and for
// each metric of the policy that neither document has. Printable.
std::vector<std::string> metric_cautions(const Comparison& comparison, const Document& base,
                                         const Document& contender);

}  // namespace alertsage::reports

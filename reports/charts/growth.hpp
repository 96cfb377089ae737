// What a leak section says, in words: the verdict and the bound that it rests on.
#pragma once

#include <string>
#include <string_view>

#include "reports/results/leak_section.hpp"

namespace alertsage::reports {

// The metric that decides a section's verdict: the worst, and among equals the one in bytes with
// the largest upper bound. nullptr where the section has none.
const LeakMetric* deciding_metric(const LeakSection& section);

std::string verdict_text(LeakVerdict verdict);        // "clean", "leak", "cannot tell"
std::string metric_label(std::string_view metric);    // "RssAnon", "heap in use", "descriptors"
std::string growth_bound(const LeakMetric& metric);   // "at most 310 B a load"
std::string growth_text(const LeakSection& section);  // "clean, at most 310 B a load (RssAnon)"

}  // namespace alertsage::reports

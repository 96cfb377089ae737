// What a leak section says, in words: the verdict and the bound that it rests on.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/results/leak_section.hpp"

namespace alertsage::reports {

// The metric that decides a section's verdict: the worst, and among equals the first, since
// instruments have first what explains the rest. nullptr where the section has none.
const LeakMetric* deciding_metric(const LeakSection& section);

// What the allocator kept, where that is the verdict or grew; else nullptr.
const Retention* kept_memory(const LeakSection& section);

std::string metric_label(std::string_view metric);  // "RssAnon", "heap in use", "descriptors"

// "24 B (live bytes)". Figures of other quantities than bytes say themselves of what they are.
std::string with_metric(const std::string& figure, const LeakMetric& metric);

std::string growth_bound(const LeakMetric& metric);  // "at most 310 B a cycle"

// "16 B, 15 B to 17 B": per load, the slope and its interval; empty where there is none.
std::string growth_interval(const LeakMetric& metric);

// "12 B", "0.9 descriptors"; empty where it was not established.
std::string smallest_leak_text(const LeakMetric& metric);

std::string growth_text(const LeakSection& section);  // "clean, at most 310 B a cycle (RssAnon)"

// The metric that decides, then RssAnon and heap in use, each with its own verdict and bound:
// "RssAnon: clean, at most 114 B a cycle". An upper bound in bytes is a whole byte or more.
std::vector<std::string> memory_growth(const LeakSection& section);

}  // namespace alertsage::reports

// The tables of a comparison's HTML page.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "reports/compare/comparison.hpp"
#include "reports/results/document.hpp"

namespace alertsage::reports {

std::string html_verdict(const Comparison& comparison, const RowComparison& row);  // a badge

// "50.0 us is now 56.0 us: +12 %, +10 % to +14 %."
std::string change_sentence(const RowComparison& row);

// In their order.
std::string html_table_of_rows(const Comparison& comparison,
                               std::span<const RowComparison* const> rows);

// The same. Those at the end that are as they were are folded where there are many.
std::string html_compared_rows(const Comparison& comparison,
                               const std::vector<const RowComparison*>& rows);

// A section; empty where no document has a leak test.
std::string html_compared_leaks(const LeakComparison& leaks);

// Both environments, what differs first.
std::string html_environments(const Document& base, const Document& contender);

// A list of lines that are printable already; empty without any.
std::string html_lines(const std::vector<std::string>& lines, std::string_view kind);

}  // namespace alertsage::reports

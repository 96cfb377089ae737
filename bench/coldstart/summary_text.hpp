// The summary as a table: for a terminal, as CSV, as Markdown.
#pragma once

#include <span>
#include <string>

#include "bench/coldstart/summary.hpp"

namespace alertsage::coldstart {

// For people: medians with their 95 % intervals, ratios, memory, what was read, samples.
std::string terminal_table(std::span<const RowSummary> rows);
std::string markdown_table(std::span<const RowSummary> rows);

// Which samples were not kept, and why: a line for each row that lacks any.
std::string rejections(std::span<const RowSummary> rows);

// For programs: one line a row, times in seconds as in hyperfine's CSV, empty where a figure is not
// known (RFC 4180).
std::string csv_table(std::span<const RowSummary> rows);

}  // namespace alertsage::coldstart

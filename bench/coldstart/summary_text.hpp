// The summary as a table: for a terminal, as CSV, as Markdown.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "bench/coldstart/summary.hpp"

namespace alertsage::coldstart {

// For people: medians with their 95 % intervals, ratios, memory, what was read, samples. Where it
// is wider than `width` columns, names are shortened, then memory and what was read are left out;
// 0: as wide as it gets.
std::string terminal_table(std::span<const RowSummary> rows, std::size_t width = 0);
std::string markdown_table(std::span<const RowSummary> rows);

// Which samples were not kept, and why: a line for each row that lacks any.
std::string rejections(std::span<const RowSummary> rows);

// For programs: one line a row, times in seconds as in hyperfine's CSV, empty where a figure is not
// known (RFC 4180).
std::string csv_table(std::span<const RowSummary> rows);

}  // namespace alertsage::coldstart

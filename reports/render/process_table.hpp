// The table of commands in one state of the page cache.
#pragma once

#include <vector>

#include "reports/charts/process_rows.hpp"
#include "reports/render/figure_table.hpp"
#include "reports/results/document.hpp"

namespace alertsage::reports {

// The rows of `state`, then `floors` of another state, which are marked as that. Times, the ratio
// to base_of(state), and what the processes took of the machine; columns that no row has are left
// out. The fastest command is marked, and what cannot be told from it.
FigureTable process_table(const ProcessState& state, const std::vector<ProcessRow>& floors,
                          const Document& document);

// "exit", "first output": where the times of `document`'s commands end; "the timed point" where it
// does not say.
std::string timed_point(const Document& document);

// "18.3x".
std::string ratio_text(double ratio);

}  // namespace alertsage::reports

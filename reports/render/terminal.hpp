// A report for a terminal: the sentences and the table.
#pragma once

#include <cstddef>
#include <string>

#include "reports/render/report.hpp"

namespace alertsage::reports {

struct TerminalStyle {
  std::size_t width = 80;  // columns; a table that needs more is cut into blocks
  bool colour = false;     // bold and dim, by ANSI sequences
};

// Texts from outside are printed with control characters escaped.
std::string report_text(const Report& report, const TerminalStyle& style);

}  // namespace alertsage::reports

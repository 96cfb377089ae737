// The part "Leak tests" of a report, as Markdown and for a terminal.
#pragma once

#include <string>

#include "reports/render/leak_report.hpp"
#include "reports/render/terminal.hpp"

namespace alertsage::reports {

std::string leak_markdown(const LeakReport& report);

// One entry a test: a table would be wider than most terminals.
std::string leak_terminal(const LeakReport& report, const TerminalStyle& style);

}  // namespace alertsage::reports

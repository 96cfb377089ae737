// The leak tests of two documents, to be read on a terminal.
#pragma once

#include <string>

#include "reports/compare/leak_comparison.hpp"

namespace alertsage::reports {

std::string leak_headline(const LeakComparison& comparison);  // "leak tests: not worse"

// To be read on a terminal: a line that states the verdict, a line a section, and below those that
// changed what changed. Empty where there is nothing to compare.
std::string leak_comparison_text(const LeakComparison& comparison);

}  // namespace alertsage::reports

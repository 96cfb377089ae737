// What the commands of one state are compared with.
#pragma once

#include <string_view>

#include "reports/results/document.hpp"

namespace alertsage::reports {

// Of the rows process/<command>/`state`: that of the command that the context names as the
// reference, where it was measured; else the one with the smallest median, floors left out. nullptr
// where nothing was measured. Linear.
const Series* process_base(const Document& document, std::string_view state);

}  // namespace alertsage::reports

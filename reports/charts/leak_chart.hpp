// A leak section over its loads: a panel for each quantity that moves, with the warm-up that was
// left out, the growth that was fitted, and the interval of that.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "reports/charts/chart.hpp"
#include "reports/results/leak_section.hpp"

namespace alertsage::reports {

inline constexpr std::size_t kMostLeakPanels = 6;

// "mmap, alertsage: load-predict-drop"; of a command or a process its name and the mode.
std::string section_label(const LeakSection& section);

// What the allocator kept, where that is the verdict or grew, and the first of moving_series(): at
// most kMostLeakPanels together. What is not drawn is named in the caption. Nothing where no
// quantity moves. Both drawings together are below 200 KB of SVG however many loads there are.
std::optional<Chart> leak_chart(const LeakSection& section);

}  // namespace alertsage::reports

// Figures as people read them on a terminal.
#pragma once

#include <string>

namespace alertsage::reports {

std::string time_text(double nanoseconds);  // three significant digits: "8.31 ns", "47.3 us"
std::string change_text(double ratio);      // 1.032 is "+3.2 %", 0.52 is "-48 %"

}  // namespace alertsage::reports

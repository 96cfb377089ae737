// Figures as people read them on a terminal.
#pragma once

#include <string>

namespace alertsage::reports {

std::string time_text(double nanoseconds);  // three significant digits: "8.31 ns", "47.3 us"
std::string bytes_text(double bytes);       // whole up to 10,000: "4,096 B"; then "22.0 MiB"
std::string number_text(double number);     // "1,815"; three digits where it is not whole: "2.50"
std::string change_text(double ratio);      // 1.032 is "+3.2 %", 0.52 is "-48 %"

}  // namespace alertsage::reports

// Limits as people write them.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace alertsage::reports {

inline constexpr double kMostLimit = 10;

// "10%" or "2.5 %" as 0.1 and 0.025, from 0 to 1000 %. Nothing for all else; never without the
// sign, as 0.1 might mean 10 % or a thousandth.
std::optional<double> parse_percentage(std::string_view text);

// The same, and above 0. Throws Error (usage), naming the option.
double limit_from_option(const std::string& option, const std::string& text);

}  // namespace alertsage::reports

#include "reports/results/quantity.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string_view>
#include <utility>

namespace alertsage::reports {

std::string time_text(double nanoseconds) {
  constexpr std::array<std::pair<std::string_view, double>, 4> kUnits = {
      {{"s", 1e9}, {"ms", 1e6}, {"us", 1e3}, {"ns", 1}}};
  // The largest unit of which there is one after rounding: 999.7 ns is 1.00 us.
  const auto* unit = kUnits.begin();
  while (unit->second > 1 && nanoseconds < 0.9995 * unit->second) ++unit;
  const double value = nanoseconds / unit->second;
  const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
  return fmt::format("{:.{}f} {}", value, decimals, unit->first);
}

std::string change_text(double ratio) {
  const double percent = (ratio - 1) * 100;
  if (std::abs(percent) < 0.05) return "0.0 %";
  return fmt::format("{:+.{}f} %", percent, std::abs(percent) < 9.95 ? 1 : 0);
}

}  // namespace alertsage::reports

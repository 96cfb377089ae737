#include "reports/results/quantity.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <string_view>
#include <utility>

#include "core/base/numbers.hpp"

namespace alertsage::reports {
namespace {

constexpr double kLargestInFull = 1e15;

int decimals_of(double value) {
  return std::abs(value) < 9.995 ? 2 : std::abs(value) < 99.95 ? 1 : 0;
}

}  // namespace

std::string time_text(double nanoseconds) {
  constexpr std::array<std::pair<std::string_view, double>, 4> kUnits = {
      {{"s", 1e9}, {"ms", 1e6}, {"us", 1e3}, {"ns", 1}}};
  // The largest unit of which there is one after rounding: 999.7 ns is 1.00 us.
  const auto* unit = kUnits.begin();
  while (unit->second > 1 && nanoseconds < 0.9995 * unit->second) ++unit;
  const double value = nanoseconds / unit->second;
  return fmt::format("{:.{}f} {}", value, decimals_of(value), unit->first);
}

std::string bytes_text(double bytes) {
  constexpr std::array<std::pair<std::string_view, double>, 4> kUnits = {
      {{"TiB", 0x1p40}, {"GiB", 0x1p30}, {"MiB", 0x1p20}, {"KiB", 0x1p10}}};
  const double size = std::abs(bytes);
  if (size < 1e4) return number_text(bytes) + " B";
  const auto* unit = kUnits.begin();
  while (unit->second > 0x1p10 && size < 0.9995 * unit->second) ++unit;
  const double value = bytes / unit->second;
  return fmt::format("{:.{}f} {}", value, decimals_of(value), unit->first);
}

std::string number_text(double number) {
  if (!(std::abs(number) < kLargestInFull)) return fmt::format("{:.3g}", number);
  const bool is_whole = number == std::trunc(number);
  return with_commas(fmt::format("{:.{}f}", number, is_whole ? 0 : decimals_of(number)));
}

std::string change_text(double ratio) {
  const double percent = (ratio - 1) * 100;
  if (std::abs(percent) < 0.05) return "0.0 %";
  return fmt::format("{:+.{}f} %", percent, std::abs(percent) < 9.95 ? 1 : 0);
}

}  // namespace alertsage::reports

#include "reports/charts/rounding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/numbers.hpp"

namespace alertsage::reports {
namespace {

constexpr std::array kTimeUnits{Unit{"ns", 1}, Unit{"us", 1e3}, Unit{"ms", 1e6}, Unit{"s", 1e9}};
constexpr std::array kByteUnits{Unit{"B", 1}, Unit{"KiB", 1024}, Unit{"MiB", 1024.0 * 1024},
                                Unit{"GiB", 1024.0 * 1024 * 1024}};

// The decimal exponent of `value` after rounding: 9.996 with three digits is 10.0, exponent 1.
int rounded_exponent(double value, int digits) {
  if (value == 0) return 0;
  const std::string text = fmt::format("{:.{}e}", value, digits - 1);
  return std::stoi(text.substr(text.find('e') + 1));
}

double rounded(double value, int digits) {
  return std::stod(fmt::format("{:.{}e}", value, digits - 1));
}

}  // namespace

int supported_digits(double figure, const std::optional<Interval>& interval) {
  if (!interval || figure == 0) return 2;
  const double half_width = (interval->high - interval->low) / 2 / std::abs(figure);
  if (half_width < 0.1) return 3;
  return half_width < 1 ? 2 : 1;
}

std::string significant(double value, int digits) {
  const int decimals = std::max(0, digits - 1 - rounded_exponent(value, digits));
  return with_commas(fmt::format("{:.{}f}", rounded(value, digits), decimals));
}

std::string whole_number(double value) {
  return with_commas(fmt::format("{:.0f}", value));
}

std::string count_figure(double count) {
  return count == std::floor(count) ? whole_number(count) : significant(count, 2);
}

std::string count_text(double count) {
  return whole_number(rounded(std::floor(count), 3));
}

std::span<const Unit> time_units() {
  return kTimeUnits;
}
std::span<const Unit> byte_units() {
  return kByteUnits;
}

Unit natural_unit(std::span<const Unit> units, double value, int digits) {
  Unit best = units.front();
  for (const Unit& unit : units) {
    if (std::abs(rounded(value / unit.scale, digits)) >= 1) best = unit;
  }
  return best;
}

std::optional<Unit> common_unit(std::span<const Unit> units, std::span<const double> values) {
  const auto fits = [&](const Unit& unit, double ceiling) {
    return std::all_of(values.begin(), values.end(), [&](double value) {
      const double scaled = std::abs(value) / unit.scale;
      return value == 0 || (scaled >= 0.01 && scaled < ceiling);
    });
  };
  const auto awkward = [&](const Unit& unit) {
    return std::count_if(values.begin(), values.end(), [&](double value) {
      const double scaled = std::abs(value) / unit.scale;
      return value != 0 && (scaled < 0.1 || scaled >= 1000);
    });
  };
  if (std::all_of(values.begin(), values.end(), [](double value) { return value == 0; })) {
    return std::nullopt;
  }
  for (const double ceiling : {1e4, 1e6}) {
    const Unit* best = nullptr;
    for (const Unit& unit : units) {
      if (!fits(unit, ceiling)) continue;
      if (best == nullptr || awkward(unit) < awkward(*best)) best = &unit;
    }
    if (best != nullptr) return *best;
  }
  return std::nullopt;
}

std::string in_unit(double value, const Unit& unit, int digits) {
  const double scaled = value / unit.scale;
  if (unit == kByteUnits.front()) {
    return fmt::format("{} B", whole_number(rounded(scaled, digits)));
  }
  return fmt::format("{} {}", significant(scaled, digits), unit.name);
}

std::string time_figure(double nanoseconds, int digits) {
  return in_unit(nanoseconds, natural_unit(time_units(), nanoseconds, digits), digits);
}

std::string bytes_figure(double bytes, int digits) {
  return in_unit(bytes, natural_unit(byte_units(), bytes, digits), digits);
}

double rounded_up(double value, int digits) {
  constexpr double kNoise = 1e-9;  // of the division: 0.3 / 0.1 is 3 and no more
  if (value == 0) return 0;
  const double step = std::pow(10.0, std::floor(std::log10(std::abs(value))) - digits + 1);
  return std::ceil(value / step - kNoise) * step + 0.0;  // no negative zero
}

double rounded_down(double value, int digits) {
  return -rounded_up(-value, digits) + 0.0;
}

std::string bytes_at_most(double bytes) {
  const Unit unit = natural_unit(byte_units(), bytes, 2);
  if (unit == kByteUnits.front()) return in_unit(rounded_up(std::ceil(bytes), 3), unit, 3);
  return in_unit(rounded_up(bytes / unit.scale, 2) * unit.scale, unit, 2);
}

std::string bytes_at_least(double bytes) {
  const Unit unit = natural_unit(byte_units(), bytes, 2);
  if (unit == kByteUnits.front()) return in_unit(rounded_down(std::floor(bytes), 3), unit, 3);
  return in_unit(rounded_down(bytes / unit.scale, 2) * unit.scale, unit, 2);
}

std::string multiple(double ratio) {
  if (rounded(ratio, 2) >= 1e6) return significant(ratio / 1e6, 2) + " million x";
  return significant(ratio, 2) + "x";
}

std::string comparison(double mine, double reference, std::string_view name) {
  const bool less = mine < reference;
  const double ratio = less ? reference / mine : mine / reference;
  if (rounded(ratio, 2) == 1) return fmt::format("as much as {}", name);
  return fmt::format("{} {} than {}", multiple(ratio), less ? "less" : "more", name);
}

std::string share_of(double mine, double reference) {
  const double ratio = mine / reference;
  if (rounded(ratio, 2) >= 0.5) return multiple(ratio);
  std::string divisor = multiple(1 / ratio);
  divisor.pop_back();  // the x
  if (divisor.ends_with(' ')) divisor.pop_back();
  return "1/" + divisor;
}

}  // namespace alertsage::reports

// How many digits a figure deserves, and the figure with them. Three at most, fewer where its
// interval does not support three; one unit for a column wherever one can serve it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "reports/stats/interval.hpp"

namespace alertsage::reports {

// Significant digits that a figure with this interval supports: 3 where the interval's half-width
// is below a tenth of the figure, 2 where it is below the figure, else 1. 2 without an interval.
int supported_digits(double figure, const std::optional<Interval>& interval);

// `value` rounded to `digits` significant digits, in plain decimal notation with commas between
// thousands: "0.0473", "8.31", "1,100". REQUIRES: digits >= 1; value is finite.
std::string significant(double value, int digits);

// "230,068".
std::string whole_number(double value);

// How many of something: "45", "0.028".
std::string count_figure(double count);

// A count to three significant digits, without decimals: "40", "1,230".
std::string count_text(double count);

struct Unit {
  std::string_view name;
  double scale = 1;  // base units (nanoseconds, bytes) in one of it

  bool operator==(const Unit&) const = default;
};

std::span<const Unit> time_units();  // ns, us, ms, s
std::span<const Unit> byte_units();  // B, KiB, MiB, GiB

// The unit in which `value`, rounded to `digits`, lies in [1, 1000), or the nearest to that.
// REQUIRES: !units.empty(), ascending.
Unit natural_unit(std::span<const Unit> units, double value, int digits);

// One unit for a whole column: of those that keep the largest value below 10,000 and the smallest
// at 0.01 or above, the one with the fewest values outside [0.1, 1000); if there is none, the
// largest value may reach a million. Nothing where a column spans more than one unit can show, or
// is empty. Values of 0 are ignored.
std::optional<Unit> common_unit(std::span<const Unit> units, std::span<const double> values);

// "47.3 us", "1,100 ms", "512 B". Whole bytes have no decimals.
std::string in_unit(double value, const Unit& unit, int digits);
std::string time_figure(double nanoseconds, int digits);
std::string bytes_figure(double bytes, int digits);

// A bound is rounded to the far side: what is at most 4,097 B is at most 4.1 KiB, not 4.0 KiB.
double rounded_up(double value, int digits);
double rounded_down(double value, int digits);
std::string bytes_at_most(double bytes);   // "114 B", "4.1 KiB"
std::string bytes_at_least(double bytes);  // "113 B", "4.0 KiB"

// A ratio as "18x", "1.4x", "5,700x", "4.6 million x": two significant digits. REQUIRES: ratio > 0.
std::string multiple(double ratio);

// How `mine` compares with `reference`: "18x less than joblib", "2.1x more than joblib", "as much
// as joblib"; and as a share, for small type: "1/18", "2.1x". REQUIRES: both > 0.
std::string comparison(double mine, double reference, std::string_view name);
std::string share_of(double mine, double reference);

}  // namespace alertsage::reports

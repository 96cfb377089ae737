#include "reports/charts/axes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "reports/charts/rounding.hpp"

namespace alertsage::reports {
namespace {

// Decades are computed from integers: a loop that multiplies by ten ends at 999.9999.
double decade(int exponent) {
  return std::pow(10.0, exponent);
}

// 1, 2 or 5 times a power of ten, at or above `rough`.
double round_step(double rough) {
  const double unit = decade(static_cast<int>(std::floor(std::log10(rough) + 1e-9)));
  double step = 10 * unit;
  for (const double factor : {5.0, 2.0, 1.0}) {
    if (factor * unit >= rough * (1 - 1e-9)) step = factor * unit;
  }
  return step;
}

void keep_texts(std::vector<Tick>& ticks, std::size_t most_texts) {
  const std::size_t stride = (ticks.size() + most_texts - 1) / most_texts;
  for (std::size_t i = 0; i < ticks.size(); ++i) {
    if (i % stride != 0) ticks[i].text.clear();
  }
}

// A block of neighbours that lie as near as allowed, around the mean of what they wanted.
struct Pool {
  double sum;
  std::size_t count;

  double mean() const { return sum / static_cast<double>(count); }
};

}  // namespace

std::string time_tick(double nanoseconds) {
  return time_figure(nanoseconds, 1);
}

std::string linear_time_tick(double nanoseconds) {
  const Unit unit = natural_unit(time_units(), nanoseconds, 3);
  return nanoseconds == 0 ? "0" : fmt::format("{:.3g} {}", nanoseconds / unit.scale, unit.name);
}

std::string megabytes_tick(double bytes) {
  const double megabytes = bytes / 1e6;
  return megabytes < 100 ? fmt::format("{:.3g} MB", megabytes) : significant(megabytes, 3) + " MB";
}

std::string count_tick(double count) {
  return significant(count, 1);
}

Axis log_axis(std::span<const double> values, const TickText& text, std::size_t most_texts) {
  const auto [least, most] = std::minmax_element(values.begin(), values.end());
  const int first = static_cast<int>(std::floor(std::log10(*least) + 1e-9));
  const int last = std::max(first + 1, static_cast<int>(std::ceil(std::log10(*most) - 1e-9)));
  Axis axis{.scale = Scale::logarithmic, .low = decade(first), .high = decade(last)};
  for (int exponent = first; exponent <= last; ++exponent) {
    axis.ticks.push_back({decade(exponent), text(decade(exponent))});
    if (last - first >= 2 || exponent == last) continue;
    for (const double step : {2.0, 5.0}) {
      axis.ticks.push_back({step * decade(exponent), text(step * decade(exponent))});
    }
  }
  keep_texts(axis.ticks, most_texts);
  return axis;
}

Axis linear_axis_from_zero(double largest, const TickText& text, int steps) {
  return linear_axis(0, std::max(largest, 0.0), text, steps);
}

Axis linear_axis(double low, double high, const TickText& text, int steps) {
  const double step = round_step((high > low ? high - low : 1) / steps);
  const int first = static_cast<int>(std::floor(low / step + 1e-9));
  const int last = std::max(first + 1, static_cast<int>(std::ceil(high / step - 1e-9)));
  Axis axis{.low = step * first, .high = step * last};
  for (int i = first; i <= last; ++i) axis.ticks.push_back({step * i, text(step * i)});
  return axis;
}

// With i * gap taken from the i-th in order, "at least `gap` apart" becomes "does not fall", and
// least squares under that is isotonic regression: pool neighbours that violate it
// (R. E. Barlow et al., "Statistical Inference under Order Restrictions", 1972).
std::vector<double> spread(std::span<const double> wanted, double gap, double low, double high) {
  std::vector<std::size_t> order(wanted.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });

  std::vector<Pool> pools;
  for (std::size_t i = 0; i < order.size(); ++i) {
    pools.push_back({wanted[order[i]] - gap * static_cast<double>(i), 1});
    while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
      const Pool last = pools.back();
      pools.pop_back();
      pools.back() = {pools.back().sum + last.sum, pools.back().count + last.count};
    }
  }

  const double room = high - gap * static_cast<double>(wanted.empty() ? 0 : wanted.size() - 1);
  std::vector<double> placed(wanted.size());
  std::size_t i = 0;
  for (const Pool& pool : pools) {
    for (std::size_t member = 0; member < pool.count; ++member, ++i) {
      const double base = std::clamp(pool.mean(), low, std::max(low, room));
      placed[order[i]] = base + gap * static_cast<double>(i);
    }
  }
  return placed;
}

}  // namespace alertsage::reports

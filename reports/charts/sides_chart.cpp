#include "reports/charts/sides_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "reports/charts/distribution_chart.hpp"
#include "reports/stats/sample.hpp"

namespace alertsage::reports {
namespace {

constexpr double kTop = 20;
constexpr double kStrip = 62;  // height of a side
constexpr double kBottom = 46;
constexpr double kFences = 3;  // of the wider half of the samples; what is further is not drawn
constexpr double kLeastExtent = 0.06;  // of the median: ticks have three digits

struct Side {
  std::string_view name;
  Sample sample;
  Paint paint;
};
using Both = std::array<Side, 2>;

struct Extent {
  double low;
  double high;
};

Extent extent_of(const Both& sides) {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (const Side& side : sides) {
    const double lower = side.sample.quantile(0.25);
    const double upper = side.sample.quantile(0.75);
    const double reach = kFences * std::max(upper - lower, kLeastExtent * std::abs(lower) / 6);
    low = std::min(low, std::max(side.sample.min(), lower - reach));
    high = std::max(high, std::min(side.sample.max(), upper + reach));
  }
  const double least = high == 0 && low == 0 ? 1 : kLeastExtent * std::max(high, -low);
  const double missing = std::max(0.0, least - (high - low)) / 2;
  return {low - missing, high + missing};
}

std::vector<Point> ticks_of(const Side& side, const Axis& axis, double y) {
  const Point gap{std::numeric_limits<double>::quiet_NaN(), 0};
  std::vector<Point> points;
  const auto values = side.sample.values();
  for (const double value : strip_samples({values.begin(), values.end()})) {
    if (value < axis.low || value > axis.high) continue;
    points.insert(points.end(), {{value, y - 0.2}, {value, y + 0.2}, gap});
  }
  return points;
}

// "3 further out": how many samples lie beyond the end of the axis.
void count_outside(Figure& figure, const Panel& panel, const Side& side, double y) {
  const auto values = side.sample.values();
  const auto count = [&](auto&& outside) {
    return std::count_if(values.begin(), values.end(), outside);
  };
  const auto beyond = count([&](double value) { return value > panel.x.high; });
  const auto before = count([&](double value) { return value < panel.x.low; });
  const double at = pixel_of(panel, {panel.x.low, y - 0.36}).y;
  if (beyond > 0) {
    figure.texts.push_back({.at = {panel.box.right, at},
                            .text = fmt::format("{} further out →", beyond),
                            .paint = kMuted,
                            .anchor = Anchor::right,
                            .size = 11});
  }
  if (before > 0) {
    figure.texts.push_back({.at = {panel.box.left, at},
                            .text = fmt::format("← {} further out", before),
                            .paint = kMuted,
                            .size = 11});
  }
}

void add_side(Figure& figure, Panel& panel, const Side& side, double y, const TickText& text) {
  const double median = side.sample.median();
  panel.strokes.push_back({.points = {{std::max(side.sample.quantile(0.25), panel.x.low), y},
                                      {std::min(side.sample.quantile(0.75), panel.x.high), y}},
                           .paint = kGrid,
                           .width = 26});
  panel.strokes.push_back({.points = ticks_of(side, panel.x, y), .paint = side.paint, .width = 1});
  panel.strokes.push_back(
      {.points = {{median, y - 0.27}, {median, y + 0.27}}, .paint = side.paint, .width = 4});
  const double share = (median - panel.x.low) / (panel.x.high - panel.x.low);
  figure.texts.push_back(
      {.at = {pixel_of(panel, {median, y}).x, pixel_of(panel, {median, y + 0.4}).y},
       .text = fmt::format("{} {}", side.name, text(median)),
       .paint = side.paint,
       .anchor = share < 0.2   ? Anchor::left
                 : share > 0.8 ? Anchor::right
                               : Anchor::centre,
       .size = 13,
       .bold = true});
  count_outside(figure, panel, side, y);
}

Figure figure_of(const Sides& sides, const Both& both, const Canvas& canvas) {
  const double bottom = kTop + 2 * kStrip;
  Figure figure{.width = canvas.width, .height = static_cast<int>(bottom + kBottom)};
  const Extent extent = extent_of(both);
  const auto tick = [&](double value) { return value == 0 ? std::string("0") : sides.text(value); };
  Panel panel{.box = {26, kTop, canvas.width - 36.0, bottom},
              .x = linear_axis(extent.low, extent.high, tick, canvas.narrow ? 3 : 8),
              .y = {.low = -1.5, .high = 0.5, .ticks = {{-0.5, ""}}}};
  panel.x.title = sides.metric;
  double y = 0;
  for (const Side& side : both) add_side(figure, panel, side, y--, sides.text);
  figure.panels.push_back(std::move(panel));
  return figure;
}

}  // namespace

std::optional<Chart> sides_chart(const Sides& sides) {
  const auto base = Sample::make(sides.base);
  const auto contender = Sample::make(sides.contender);
  if (!base || !contender) return std::nullopt;
  const Both both{Side{"BASE", *base, kSlate}, Side{"NEW", *contender, kBlue}};
  Chart chart;
  chart.title = "Samples";
  chart.alt = fmt::format("{}, {}: medians {} in BASE, {} in NEW.", sides.name, sides.metric,
                          sides.text(base->median()), sides.text(contender->median()));
  chart.caption = fmt::format("{} samples of BASE, {} of NEW.", base->size(), contender->size());
  chart.wide = figure_of(sides, both, Canvas::wide());
  chart.narrow = figure_of(sides, both, Canvas::narrow_page());
  return chart;
}

}  // namespace alertsage::reports

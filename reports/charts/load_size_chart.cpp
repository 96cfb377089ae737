#include "reports/charts/load_size_chart.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reports/charts/axes.hpp"
#include "reports/charts/rounding.hpp"
#include "reports/charts/strategy_style.hpp"
#include "reports/charts/words.hpp"

namespace alertsage::reports {
namespace {

struct SizeLine {
  std::string strategy;
  StrategyStyle style;
  std::vector<Point> points;  // (bytes, load time), ascending by bytes
};

std::vector<SizeLine> size_lines(const Measurements& measurements) {
  std::vector<SizeLine> lines;
  for (const std::string& model : measurements.sweep_models()) {
    const auto bytes = measurements.model_bytes(model);
    if (!bytes || *bytes <= 0) continue;
    for (const std::string& strategy : measurements.strategies(model)) {
      const Measured* load = measurements.load(strategy, model, "warm");
      if (!drawable(load)) continue;
      auto line = std::find_if(lines.begin(), lines.end(),
                               [&](const SizeLine& known) { return known.strategy == strategy; });
      if (line == lines.end()) {
        line = lines.insert(line, {strategy, strategy_style(strategy), {}});
      }
      line->points.push_back({*bytes, load->median});
    }
  }
  std::stable_sort(lines.begin(), lines.end(), [](const SizeLine& a, const SizeLine& b) {
    return strategy_rank(a.strategy) < strategy_rank(b.strategy);
  });
  return lines;
}

std::vector<double> sizes_of(const std::vector<SizeLine>& lines) {
  std::vector<double> sizes;
  for (const SizeLine& line : lines) {
    for (const Point& point : line.points) sizes.push_back(point.x);
  }
  std::sort(sizes.begin(), sizes.end());
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  return sizes;
}

Axis size_axis(const std::vector<double>& sizes, const Canvas& canvas) {
  Axis axis{.scale = Scale::logarithmic,
            .low = sizes.front() / 1.25,
            .high = sizes.back() * 1.25,
            .title = "model file"};
  const std::size_t stride = (sizes.size() + canvas.x_texts - 1) / canvas.x_texts;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    axis.ticks.push_back({sizes[i], i % stride == 0 ? megabytes_tick(sizes[i]) : ""});
  }
  return axis;
}

Figure figure_of(const std::vector<SizeLine>& lines, const Canvas& canvas) {
  Figure figure{.width = canvas.width, .height = canvas.narrow ? 376 : 426};
  Panel panel;
  panel.box = {.left = canvas.narrow ? 54.0 : 64.0,
               .top = 34,
               .right = canvas.width - (canvas.narrow ? 24.0 : 160.0),
               .bottom = canvas.narrow ? 330.0 : 380.0};
  std::vector<double> times;
  for (const SizeLine& line : lines) {
    for (const Point& point : line.points) times.push_back(point.y);
  }
  panel.x = size_axis(sizes_of(lines), canvas);
  panel.y = log_axis(times, time_tick, 10);
  panel.y.title = "load, warm";
  std::vector<LineName> names;
  for (const SizeLine& line : lines) {
    const bool reference = line.style.kind == StrategyKind::reference;
    const Dash dash = reference ? Dash::dotted : Dash::solid;
    panel.strokes.push_back({.points = line.points, .paint = line.style.paint, .dash = dash});
    if (!reference) {
      panel.marks.push_back(
          {.points = line.points, .paint = line.style.paint, .symbol = line.style.symbol});
    }
    names.push_back({.end = pixel_of(panel, line.points.back()),
                     .text = line.style.label,
                     .paint = line.style.paint,
                     .dash = dash});
  }
  name_lines(figure, panel.box, std::move(names), canvas);
  figure.panels.push_back(std::move(panel));
  return figure;
}

// How much longer a strategy takes at its largest size than at its smallest.
std::string growth_sentence(const std::vector<SizeLine>& lines) {
  const std::vector<double> sizes = sizes_of(lines);
  std::vector<std::string> parts;
  for (const SizeLine& line : lines) {
    if (line.points.size() < 2 || line.style.kind == StrategyKind::reference) continue;
    const Point& first = line.points.front();
    const Point& last = line.points.back();
    std::string part =
        fmt::format("{} takes {} as long", line.style.label, multiple(last.y / first.y));
    if (first.x != sizes.front()) part += " from " + megabytes_tick(first.x);
    if (last.x != sizes.back()) part += " to " + megabytes_tick(last.x);
    parts.push_back(std::move(part));
  }
  if (parts.empty()) return "No strategy was measured at two sizes.";
  return fmt::format("From {} to {} of model file, {}.", megabytes_tick(sizes.front()),
                     megabytes_tick(sizes.back()), enumeration(parts));
}

}  // namespace

std::optional<Chart> load_size_chart(const Measurements& measurements) {
  const std::vector<SizeLine> lines = size_lines(measurements);
  if (sizes_of(lines).size() < 2) return std::nullopt;
  Chart chart;
  chart.title = "Load time against model size";
  chart.alt = growth_sentence(lines);
  chart.caption = chart.alt +
                  " Medians of warm loads of synthetic models; both axes are logarithmic, so a "
                  "flat line pays nothing for size and a line at 45 degrees pays for every byte.";
  chart.wide = figure_of(lines, Canvas::wide());
  chart.narrow = figure_of(lines, Canvas::narrow_page());
  return chart;
}

}  // namespace alertsage::reports

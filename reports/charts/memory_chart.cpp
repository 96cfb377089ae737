#include "reports/charts/memory_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "reports/charts/axes.hpp"
#include "reports/charts/growth.hpp"
#include "reports/charts/rounding.hpp"
#include "reports/charts/strategy_style.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

constexpr std::string_view kResident = "rss_anon_bytes";
constexpr std::string_view kHeap = "heap_in_use_bytes";
constexpr double kMebibyte = 1024.0 * 1024;

std::vector<const LeakSection*> sections_of(const Measurements& measurements,
                                            std::string_view model) {
  std::vector<const LeakSection*> sections;
  for (const std::string& strategy : measurements.strategies(model)) {
    const LeakSection* section = measurements.leak(strategy, model, leak_mode::kLoadPredictDrop);
    if (section == nullptr) continue;
    for (const std::string_view metric : {kResident, kHeap}) {
      const auto series = section->series.find(std::string(metric));
      if (series == section->series.end() || series->second.empty()) continue;
      sections.push_back(section);
      break;
    }
  }
  return sections;
}

std::vector<Point> series_points(const LeakSection& section, std::string_view metric) {
  std::vector<Point> points;
  const auto series = section.series.find(std::string(metric));
  if (series == section.series.end()) return points;
  for (std::size_t i = 0; i < series->second.size(); ++i) {
    if (!std::isfinite(series->second[i])) continue;
    points.push_back({static_cast<double>(i + 1), series->second[i] / kMebibyte});
  }
  return points;
}

double largest_of(const std::vector<const LeakSection*>& sections) {
  double largest = 0;
  for (const LeakSection* section : sections) {
    for (const std::string_view metric : {kResident, kHeap}) {
      for (const Point& point : series_points(*section, metric)) {
        largest = std::max(largest, point.y);
      }
    }
  }
  return largest;
}

std::string mebibytes_tick(double mebibytes) {
  return fmt::format("{:.3g} MiB", mebibytes);
}

Panel panel_of(const LeakSection& section, const Axis& memory, bool with_texts) {
  const StrategyStyle style = strategy_style(section.strategy);
  Panel panel;
  panel.title = style.label;
  panel.y = memory;
  if (!with_texts) {
    for (Tick& tick : panel.y.ticks) tick.text.clear();
  }
  const double loads = static_cast<double>(std::max<std::int64_t>(section.loads, 2));
  panel.x = {.low = 0,
             .high = loads,
             .ticks = {{0, "0"}, {loads / 2, ""}, {loads, count_text(loads)}},
             .title = "loads"};
  for (const auto& [metric, dash] :
       {std::pair(kResident, Dash::solid), std::pair(kHeap, Dash::dashed)}) {
    std::vector<Point> points = series_points(section, metric);
    if (points.empty()) continue;
    panel.strokes.push_back({.points = std::move(points), .paint = style.paint, .dash = dash});
  }
  return panel;
}

Figure figure_of(const std::vector<const LeakSection*>& sections, const Canvas& canvas) {
  const std::size_t columns = std::min<std::size_t>(canvas.narrow ? 2 : 6, sections.size());
  const std::size_t rows = (sections.size() + columns - 1) / columns;
  const double left = 62;
  const double gap = canvas.narrow ? 24 : 28;
  const double panel_width =
      std::min(320.0, (canvas.width - left - 34 - gap * static_cast<double>(columns - 1)) /
                          static_cast<double>(columns));
  const double panel_height = canvas.narrow ? 110 : 200;
  const double row_height = panel_height + 80;
  Figure figure{.width = canvas.width,
                .height = static_cast<int>(row_height * static_cast<double>(rows) + 32)};
  const Axis memory = linear_axis_from_zero(largest_of(sections), mebibytes_tick, 4);
  for (std::size_t i = 0; i < sections.size(); ++i) {
    const std::size_t column = i % columns;
    const std::size_t row = i / columns;
    Panel panel = panel_of(*sections[i], memory, column == 0);
    const double x = left + static_cast<double>(column) * (panel_width + gap);
    const double y = 58 + row_height * static_cast<double>(row);
    panel.box = {.left = x, .top = y, .right = x + panel_width, .bottom = y + panel_height};
    figure.panels.push_back(std::move(panel));
  }
  figure.texts.push_back(
      {.at = {4, 14}, .text = "solid: RssAnon; dashed: heap in use", .paint = kMuted});
  return figure;
}

// The largest of all upper bounds, where every strategy is clean.
const LeakMetric* worst_clean_bound(const std::vector<const LeakSection*>& sections) {
  const LeakMetric* worst = nullptr;
  for (const LeakSection* section : sections) {
    const LeakMetric* metric = deciding_metric(*section);
    if (section->verdict != LeakVerdict::clean || metric == nullptr || !metric->slope_high) {
      return nullptr;
    }
    if (worst == nullptr || *metric->slope_high > *worst->slope_high) worst = metric;
  }
  return worst;
}

std::string verdicts(const std::vector<const LeakSection*>& sections) {
  if (const LeakMetric* worst = worst_clean_bound(sections)) {
    return fmt::format("No strategy leaks: each grows by {} (the largest upper bound, of {}).",
                       growth_bound(*worst), metric_label(worst->name));
  }
  std::string text = "By strategy:";
  for (const LeakSection* section : sections) {
    text += fmt::format("{} {} {}", text.ends_with(':') ? "" : ";",
                        strategy_style(section->strategy).label, growth_text(*section));
  }
  return text + ".";
}

}  // namespace

std::optional<Chart> memory_chart(const Measurements& measurements, std::string_view model) {
  const std::vector<const LeakSection*> sections = sections_of(measurements, model);
  if (sections.empty()) return std::nullopt;
  Chart chart;
  chart.title = "Memory over repeated loads";
  chart.alt = verdicts(sections);
  chart.caption = fmt::format(
      "{} After each load, prediction and drop; a leak is a line that goes on rising.", chart.alt);
  chart.wide = figure_of(sections, Canvas::wide());
  chart.narrow = figure_of(sections, Canvas::narrow_page());
  return chart;
}

}  // namespace alertsage::reports

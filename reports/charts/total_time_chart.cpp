#include "reports/charts/total_time_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reports/charts/axes.hpp"
#include "reports/charts/rounding.hpp"
#include "reports/charts/words.hpp"

namespace alertsage::reports {
namespace {

constexpr int kCurvePoints = 49;  // sixteen a decade, so that a bend looks round

std::vector<Point> curve(const CostLine& line) {
  std::vector<Point> points;
  for (int i = 0; i < kCurvePoints; ++i) {
    const double incidents = std::pow(kMostIncidents, i / (kCurvePoints - 1.0));
    points.push_back({incidents, line.total(incidents)});
  }
  return points;
}

Axis total_axis(const std::vector<CostLine>& lines) {
  std::vector<double> values;
  for (const CostLine& line : lines) {
    values.push_back(line.total(1));
    values.push_back(line.total(kMostIncidents));
    for (const Point& point : line.measured) values.push_back(point.y);
  }
  Axis axis = log_axis(values, time_tick, 12);
  axis.title = "total time";
  return axis;
}

Panel panel_of(const std::vector<CostLine>& lines, const Canvas& canvas) {
  Panel panel;
  panel.box = {.left = canvas.narrow ? 62.0 : 64.0,
               .top = 34,
               .right = canvas.width - (canvas.narrow ? 18.0 : 200.0),
               .bottom = canvas.narrow ? 380.0 : 450.0};
  panel.x = log_axis(std::vector<double>{1, kMostIncidents}, count_tick, canvas.x_texts);
  panel.x.title = "incidents in one process";
  panel.y = total_axis(lines);
  for (const CostLine& line : lines) {
    panel.strokes.push_back({.points = curve(line), .paint = line.paint, .dash = line.dash});
    if (line.measured.empty()) continue;
    panel.marks.push_back({.points = line.measured, .paint = line.paint, .symbol = line.symbol});
  }
  return panel;
}

// Below a ring and right of it, where the line that was cheaper has gone up. Where the frame ends,
// names of lines stand there; so left of the ring and above, where that line has not come yet.
Text crossing_label(const Crossing& crossing, Point ring, const Box& frame, const Canvas& canvas) {
  constexpr double kGlyph = 0.62;  // of a text's size, about: a digit's width
  Text label{.at = {ring.x + 8, ring.y + 15},
             .text = count_text(crossing.incidents),
             .size = canvas.text_size,
             .bold = true};
  const double width = kGlyph * label.size * static_cast<double>(label.text.size());
  if (label.at.x + width <= frame.right) return label;
  label.at = {ring.x - 8, ring.y - 15};
  label.anchor = Anchor::right;
  return label;
}

void mark_crossings(Figure& figure, Panel& panel, const std::vector<Crossing>& found,
                    const Canvas& canvas) {
  Marks rings{.filled = false, .size = 1.6};
  for (const Crossing& crossing : found) {
    const Point at{crossing.incidents, crossing.before->total(crossing.incidents)};
    rings.points.push_back(at);
    figure.texts.push_back(crossing_label(crossing, pixel_of(panel, at), panel.box, canvas));
  }
  if (!rings.points.empty()) panel.marks.push_back(std::move(rings));
}

Figure figure_of(const std::vector<CostLine>& lines, const Canvas& canvas) {
  Figure figure{.width = canvas.width, .height = canvas.narrow ? 426 : 496};
  Panel panel = panel_of(lines, canvas);
  mark_crossings(figure, panel, crossings(lines), canvas);
  std::vector<LineName> names;
  for (const CostLine& line : lines) {
    const Point end = pixel_of(panel, {kMostIncidents, line.total(kMostIncidents)});
    names.push_back({.end = end, .text = line.name, .paint = line.paint, .dash = line.dash});
  }
  name_lines(figure, panel.box, std::move(names), canvas);
  figure.panels.push_back(std::move(panel));
  return figure;
}

std::string figures_at(const std::vector<CostLine>& lines, double incidents) {
  std::vector<std::string> parts;
  parts.reserve(lines.size());
  for (const CostLine& line : lines) {
    parts.push_back(fmt::format("{} {}", line.name, time_figure(line.total(incidents), 2)));
  }
  return enumeration(parts);
}

std::string break_even_sentence(const std::vector<CostLine>& lines) {
  std::vector<std::string> parts;
  for (const Crossing& crossing : crossings(lines)) {
    parts.push_back(fmt::format("{} costs less than {} up to {} incidents", crossing.before->name,
                                crossing.after->name, count_text(crossing.incidents)));
  }
  if (parts.empty()) return "No two lines cross between 1 and 1,000 incidents.";
  return fmt::format("Break-even (rings): {}.", enumeration(parts));
}

std::string basis_sentence(const std::vector<CostLine>& lines) {
  std::string text =
      lines.front().from_first_prediction
          ? "Lines are computed from measured medians of first predictions and predictions, warm"
          : "Lines are computed from measured medians of loads and predictions, warm";
  if (std::any_of(lines.begin(), lines.end(), [](const auto& line) { return line.load_only; })) {
    text += " (of Python the load alone)";
  }
  const auto deviation = largest_deviation(lines);
  if (!deviation) return text + "; no batch was measured to check them.";
  return fmt::format("{}; filled marks are measured batches of 5 and 100, {}.", text,
                     *deviation < 1.05
                         ? "and lie on the lines"
                         : "within a factor of " + significant(*deviation, 2) + " of the lines");
}

}  // namespace

std::vector<Crossing> crossings(const std::vector<CostLine>& lines) {
  std::vector<Crossing> found;
  for (std::size_t a = 0; a < lines.size(); ++a) {
    for (std::size_t b = a + 1; b < lines.size(); ++b) {
      if (lines[a].load_only || lines[b].load_only) continue;
      const auto incidents = break_even(lines[a], lines[b]);
      if (!incidents || *incidents < 1.5 || *incidents > kMostIncidents) continue;
      const bool a_first = lines[a].once < lines[b].once;
      found.push_back(
          {a_first ? &lines[a] : &lines[b], a_first ? &lines[b] : &lines[a], *incidents});
    }
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Crossing& a, const Crossing& b) { return a.incidents < b.incidents; });
  return found;
}

std::optional<double> largest_deviation(const std::vector<CostLine>& lines) {
  std::optional<double> largest;
  for (const CostLine& line : lines) {
    for (const Point& point : line.measured) {
      const double ratio = point.y / line.total(point.x);
      largest = std::max(largest.value_or(1), std::max(ratio, 1 / ratio));
    }
  }
  return largest;
}

std::optional<Chart> total_time_chart(const Measurements& measurements, std::string_view model) {
  const std::vector<CostLine> lines = cost_lines(measurements, model);
  if (lines.empty()) return std::nullopt;
  Chart chart;
  chart.title = "Total time against the number of incidents in one process";
  chart.caption = break_even_sentence(lines) + " " + basis_sentence(lines);
  chart.alt = fmt::format("One incident: {}. 1,000 incidents: {}. {}", figures_at(lines, 1),
                          figures_at(lines, kMostIncidents), break_even_sentence(lines));
  chart.wide = figure_of(lines, Canvas::wide());
  chart.narrow = figure_of(lines, Canvas::narrow_page());
  return chart;
}

}  // namespace alertsage::reports

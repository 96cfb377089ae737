#include "reports/charts/ratio_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/numbers.hpp"
#include "core/base/printable.hpp"
#include "reports/charts/ratio_axis.hpp"
#include "reports/charts/words.hpp"

namespace alertsage::reports {
namespace {

constexpr double kTop = 38;
constexpr double kBottom = 46;
constexpr double kMarkRadius = 12;  // and the arrowhead beyond it
constexpr double kBetweenTexts = 14;
constexpr std::size_t kMostNamed = 4;  // in the alternative text

// Where rows and their texts stand. On a narrow page a row's texts stand above its line.
struct Places {
  double row;  // height
  double left;
  double right;  // of the frame
  double text;   // size
  double name;   // width at most

  static Places of(const Canvas& canvas) {
    if (canvas.narrow) return {40, 12, canvas.width - 12.0, 12, canvas.width - 24.0};
    return {24, 330, canvas.width - 166.0, 13, 318};
  }
};

// The place on the axis that lies so many pixels inside of its end.
double inside(const Panel& panel, bool right, double pixels) {
  const double share = pixels / (panel.box.right - panel.box.left);
  const double factor = std::pow(panel.x.high / panel.x.low, share);
  return right ? panel.x.high / factor : panel.x.low * factor;
}

// An arrowhead at the end that a value lies beyond.
void mark_clipped(Panel& panel, double value, double y, Paint paint) {
  if (clipped(value, panel.x) == value) return;
  const bool right = value > panel.x.high;
  const double tail = inside(panel, right, 5);
  const double tip = right ? panel.x.high : panel.x.low;
  panel.strokes.push_back(
      {.points = {{tail, y + 0.24}, {tip, y}, {tail, y - 0.24}}, .paint = paint, .width = 2});
}

void add_row(Panel& panel, const RatioRow& row, double y) {
  if (!row.ratio) return;
  const OutcomeStyle style = outcome_style(row.outcome);
  const double estimate = row.ratio->estimate;
  if (const auto& interval = row.ratio->interval) {
    const double low = clipped(interval->low, panel.x);
    const double high = clipped(interval->high, panel.x);
    panel.strokes.push_back({.points = {{low, y}, {high, y}}, .paint = style.paint, .width = 2.5});
    mark_clipped(panel, interval->low, y, style.paint);
    mark_clipped(panel, interval->high, y, style.paint);
  }
  mark_clipped(panel, estimate, y, style.paint);
  const double at =
      std::clamp(estimate, inside(panel, false, kMarkRadius), inside(panel, true, kMarkRadius));
  panel.marks.push_back({.points = {{at, y}},
                         .paint = style.paint,
                         .symbol = style.symbol,
                         .filled = style.filled,
                         .size = 1.15});
}

// What is not printable is drawn as several columns.
std::string fitting(std::string_view name, double size, double room) {
  std::size_t length = 64;
  while (length > 3 && width_of({.text = shortened(name, length), .size = size}) > room) --length;
  return shortened(name, length);
}

void add_texts(Figure& figure, const RatioRow& row, double middle, const Canvas& canvas) {
  const Places places = Places::of(canvas);
  const Paint paint = outcome_style(row.outcome).paint;
  Text finding{.at = {places.right + 14, middle},
               .text = fmt::format("{} {}", row.figure, row.word),
               .paint = paint,
               .size = places.text,
               .bold = true};
  Text name{.at = {places.left - 12, middle}, .anchor = Anchor::right, .size = places.text};
  double room = places.name;
  if (canvas.narrow) {
    finding.at = {places.right, middle - 13};
    finding.anchor = Anchor::right;
    name.at = {places.left, middle - 13};
    name.anchor = Anchor::left;
    room -= width_of(finding) + kBetweenTexts;
  }
  name.text = fitting(row.name, places.text, room);
  figure.texts.push_back(std::move(name));
  figure.texts.push_back(std::move(finding));
}

Axis axis_of(const RatioRows& rows, const Canvas& canvas) {
  std::vector<double> ratios;
  for (const RatioRow& row : rows.rows) {
    if (row.ratio) ratios.push_back(row.ratio->estimate);
    if (row.ratio && row.ratio->interval && rows.rows.size() == 1) {
      ratios.push_back(row.ratio->interval->low);
      ratios.push_back(row.ratio->interval->high);
    }
  }
  Axis axis = ratio_axis(ratios, rows.limit, canvas.narrow ? 6 : 8);
  axis.title = fmt::format("NEW against BASE, {}; {} is worse", rows.metric,
                           rows.less_is_better ? "right" : "left");
  return axis;
}

Figure figure_of(const RatioRows& rows, const Canvas& canvas) {
  const Places places = Places::of(canvas);
  const auto count = static_cast<double>(rows.rows.size());
  const double bottom = kTop + places.row * count;
  Figure figure{.width = canvas.width, .height = static_cast<int>(bottom + kBottom)};
  Panel panel{.box = {places.left, kTop, places.right, bottom},
              .x = axis_of(rows, canvas),
              .y = {.low = 0.5 - count, .high = 0.5},
              .bands = {limit_band(rows.limit)}};
  panel.strokes.push_back(
      {.points = {{1, panel.y.low}, {1, panel.y.high}}, .paint = kMuted, .width = 1.5});
  for (std::size_t i = 0; i < rows.rows.size(); ++i) {
    // On a narrow page, in the lower part of its place.
    const double y = -static_cast<double>(i) - (canvas.narrow ? 0.22 : 0);
    panel.y.ticks.push_back({y, ""});
    add_row(panel, rows.rows[i], y);
    add_texts(figure, rows.rows[i], kTop + places.row * (static_cast<double>(i) + 0.5), canvas);
  }
  figure.panels.push_back(std::move(panel));
  return figure;
}

// "2 worse: a +12 %, b +8.0 %."
std::string named(const RatioRows& rows, Outcome outcome) {
  std::vector<std::string> names;
  std::size_t count = 0;
  std::string word;
  for (const RatioRow& row : rows.rows) {
    if (row.outcome != outcome) continue;
    word = row.word;
    if (++count <= kMostNamed) names.push_back(fmt::format("{} {}", row.name, row.figure));
  }
  if (count == 0) return {};
  if (count > kMostNamed) names.push_back(fmt::format("{} others", count - kMostNamed));
  return fmt::format(" {} {}: {}.", count, word, enumeration(names));
}

}  // namespace

std::optional<Chart> ratio_chart(const RatioRows& rows) {
  if (rows.rows.empty()) return std::nullopt;
  Chart chart;
  chart.title = fmt::format("Ratios in {}", rows.metric);
  chart.alt =
      fmt::format("{}.{}{}{}", counted(rows.rows.size(), "row"), named(rows, Outcome::worse),
                  named(rows, Outcome::cannot_tell), named(rows, Outcome::better));
  const std::string limit =
      rows.limit == 0
          ? "Compared exactly: there is no limit that a change is within."
          : fmt::format("Shaded: within the limit of {:.3g} %, both ways.", 100 * rows.limit);
  chart.caption = fmt::format(
      "A mark is the ratio of a row, its line the interval. {} An arrowhead at an end: it lies "
      "further out. Triangle: changed; diamond: cannot tell; filled circle: same; open circle: not "
      "worse.",
      limit);
  chart.wide = figure_of(rows, Canvas::wide());
  chart.narrow = figure_of(rows, Canvas::narrow_page());
  return chart;
}

}  // namespace alertsage::reports

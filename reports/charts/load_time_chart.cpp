#include "reports/charts/load_time_chart.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "reports/charts/axes.hpp"
#include "reports/charts/choice.hpp"
#include "reports/charts/rounding.hpp"
#include "reports/charts/strategy_style.hpp"
#include "reports/charts/words.hpp"

namespace alertsage::reports {
namespace {

struct LoadRow {
  StrategyStyle style;
  std::string strategy;
  const Measured* warm = nullptr;  // either may be absent, not both
  const Measured* cold = nullptr;
};

// Where a state's mark lies in its row, whose neighbours are 1 away.
constexpr double kWarmShift = 0.16;
constexpr double kColdShift = -0.18;

constexpr double kWidestLetter = 7.5;  // pixels, on average over a text of 12 pixels

std::vector<LoadRow> load_rows(const Measurements& measurements, std::string_view model) {
  std::vector<LoadRow> rows;
  for (const std::string& strategy : measurements.strategies(model)) {
    const Measured* warm = measurements.load(strategy, model, "warm");
    const Measured* cold = measurements.load(strategy, model, "cold");
    if (!drawable(warm)) warm = nullptr;
    if (!drawable(cold)) cold = nullptr;
    if (warm != nullptr || cold != nullptr) {
      rows.push_back({strategy_style(strategy), strategy, warm, cold});
    }
  }
  return rows;
}

Axis load_axis(const std::vector<LoadRow>& rows, const Canvas& canvas) {
  std::vector<double> values;
  for (const LoadRow& row : rows) {
    for (const Measured* measured : {row.warm, row.cold}) {
      if (measured == nullptr) continue;
      values.push_back(measured->interval ? measured->interval->low : measured->median);
      values.push_back(measured->interval ? measured->interval->high : measured->median);
    }
  }
  Axis axis = log_axis(values, time_tick, canvas.x_texts);
  axis.title = "time to load";
  return axis;
}

// A mark with its interval, and the figure beside it: on the right, or on the left where the right
// edge is near.
void add_mark(Figure& figure, Panel& panel, const LoadRow& row, const Measured& measured,
              double y) {
  const Paint paint = row.style.paint;
  const bool warm = &measured == row.warm;
  const Interval span = measured.interval.value_or(
      Interval{.low = measured.median, .high = measured.median, .coverage = 0});
  panel.strokes.push_back({.points = {{span.low, y}, {span.high, y}}, .paint = paint, .width = 3});
  panel.marks.push_back({.points = {{measured.median, y}},
                         .paint = paint,
                         .symbol = row.style.symbol,
                         .filled = warm,
                         .size = 1.1});
  const double right = pixel_of(panel, {std::max(span.high, measured.median), y}).x + 12;
  const std::string text = measured.text() + (warm ? "" : " cold");
  const bool fits = right + kWidestLetter * static_cast<double>(text.size()) < figure.width;
  const double left = pixel_of(panel, {std::min(span.low, measured.median), y}).x - 12;
  figure.texts.push_back({.at = {fits ? right : left, pixel_of(panel, {measured.median, y}).y},
                          .text = text,
                          .anchor = fits ? Anchor::left : Anchor::right});
}

Figure figure_of(const std::vector<LoadRow>& rows, const Canvas& canvas) {
  const RowLayout layout(canvas, rows.size());
  Figure figure{.width = canvas.width, .height = layout.height()};
  Panel panel{.box = layout.frame(), .x = load_axis(rows, canvas), .y = layout.axis()};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const LoadRow& row = rows[i];
    const double y = -static_cast<double>(i);
    figure.texts.push_back(layout.name(i, row.style.label, row.style.paint));
    if (row.warm != nullptr) add_mark(figure, panel, row, *row.warm, y + kWarmShift);
    if (row.cold != nullptr) add_mark(figure, panel, row, *row.cold, y + kColdShift);
  }
  figure.panels.push_back(std::move(panel));
  return figure;
}

std::string state_sentence(const Measurements& measurements, std::string_view model,
                           const std::string& state) {
  const auto choice = choose(candidates_by(measurements, model,
                                           [&](const std::string& strategy) {
                                             return measurements.load(strategy, model, state);
                                           }),
                             intervals_overlap);
  if (!choice) return fmt::format("No {} load was measured.", state);
  std::string text =
      fmt::format("{}: a load takes {}", sentence_case(state), leaders_with_figures(*choice));
  if (choice->leaders > 1) text += ", which the data do not tell apart";
  if (const Candidate* contrast = choice->contrast()) {
    text += fmt::format("; {}",
                        comparison(choice->best().cost, contrast->cost,
                                   fmt::format("with {} ({})", contrast->label, contrast->text)));
  }
  return text + ".";
}

}  // namespace

std::optional<Chart> load_time_chart(const Measurements& measurements, std::string_view model) {
  const std::vector<LoadRow> rows = load_rows(measurements, model);
  if (rows.empty()) return std::nullopt;
  Chart chart;
  chart.title = "Load time by strategy";
  chart.alt = state_sentence(measurements, model, "warm") + " " +
              state_sentence(measurements, model, "cold");
  chart.caption = chart.alt +
                  " Marks are medians, filled warm and open cold; bars are their exact 95 % "
                  "intervals.";
  chart.wide = figure_of(rows, Canvas::wide());
  chart.narrow = figure_of(rows, Canvas::narrow_page());
  return chart;
}

}  // namespace alertsage::reports

#include "reports/charts/pairs_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "core/base/numbers.hpp"
#include "reports/charts/ratio_axis.hpp"
#include "reports/stats/sample.hpp"

namespace alertsage::reports {
namespace {

constexpr double kTop = 38;
constexpr double kBottom = 46;
constexpr double kGap = 0.06;            // between batches, of all pairs
constexpr std::size_t kMostMarks = 600;  // more are not told apart
constexpr double kFences = 3;            // of the middle half of the ratios' logarithms

double gap_of(const PairsSeries& series) {
  const double pairs =
      static_cast<double>(series.first.ratios.size() + series.second.ratios.size());
  return std::max(1.0, std::round(kGap * pairs));
}

// Bursts that hit one side of a pair would press the rest flat.
std::vector<double> without_far_out(const PairsSeries& series) {
  std::vector<double> logs;
  for (const PairsBatch* batch : {&series.first, &series.second}) {
    for (const double ratio : batch->ratios) logs.push_back(std::log(ratio));
  }
  const auto sample = Sample::make(logs);
  std::vector<double> kept;
  for (const double log : logs) {
    const bool far_out = sample && std::abs(log - sample->median()) >
                                       kFences * (sample->quantile(0.75) - sample->quantile(0.25));
    if (!far_out) kept.push_back(std::exp(log));
  }
  for (const PairsBatch* batch : {&series.first, &series.second}) {
    for (const PairsLook& look : batch->looks) kept.push_back(look.ratio.estimate);
  }
  return kept;
}

void add_marks(Panel& panel, const PairsBatch& batch, double from) {
  Marks inside{.paint = kSteel, .size = 0.55};
  Marks below{.paint = kSteel, .symbol = Symbol::triangle_down, .filled = false, .size = 0.8};
  Marks above{.paint = kSteel, .symbol = Symbol::triangle_up, .filled = false, .size = 0.8};
  const std::size_t stride = batch.ratios.size() / kMostMarks + 1;
  for (std::size_t i = 0; i < batch.ratios.size(); i += stride) {
    const double ratio = batch.ratios[i];
    Marks& marks = ratio < panel.y.low ? below : ratio > panel.y.high ? above : inside;
    marks.points.push_back({from + static_cast<double>(i), clipped(ratio, panel.y)});
  }
  for (Marks* marks : {&inside, &below, &above}) {
    if (!marks->points.empty()) panel.marks.push_back(std::move(*marks));
  }
}

void add_looks(Panel& panel, const PairsBatch& batch, double from) {
  Stroke medians{.paint = kBlue, .width = 2.5};
  Marks ends{.paint = kBlue, .size = 0.9};
  for (const PairsLook& look : batch.looks) {
    const double x = from + static_cast<double>(look.pairs) - 1;
    const Point at{x, clipped(look.ratio.estimate, panel.y)};
    medians.points.push_back(at);
    ends.points.push_back(at);
    if (!look.ratio.interval) continue;
    panel.strokes.push_back({.points = {{x, clipped(look.ratio.interval->low, panel.y)},
                                        {x, clipped(look.ratio.interval->high, panel.y)}},
                             .paint = kBlue,
                             .width = 1.5});
  }
  if (medians.points.empty()) return;
  panel.strokes.push_back(std::move(medians));
  panel.marks.push_back(std::move(ends));
}

void name_batch(Figure& figure, const Panel& panel, double from, std::string_view name) {
  Text text{.at = {pixel_of(panel, {from, panel.y.high}).x, kTop - 14},
            .text = std::string(name),
            .paint = kMuted,
            .size = 12};
  if (text.at.x + width_of(text) > panel.box.right) {  // of few pairs after many
    text.at.x = panel.box.right;
    text.anchor = Anchor::right;
  }
  figure.texts.push_back(std::move(text));
}

// Of each batch its first and its last pair, by their numbers.
void add_ticks(Axis& axis, const PairsBatch& batch, double from, bool number_first = true) {
  const std::size_t pairs = batch.ratios.size();
  if (pairs == 0) return;
  axis.ticks.push_back({from, number_first ? "1" : ""});
  if (pairs > 1) {
    axis.ticks.push_back({from + static_cast<double>(pairs) - 1, fmt::format("{}", pairs)});
  }
}

Figure figure_of(const PairsSeries& series, const Canvas& canvas) {
  const double bottom = canvas.narrow ? 236 : 268;
  Figure figure{.width = canvas.width, .height = static_cast<int>(bottom + kBottom)};
  const auto first = static_cast<double>(series.first.ratios.size());
  const double second_from = first + (first > 0 ? gap_of(series) : 0);
  const double end = series.second.ratios.empty()
                         ? first
                         : second_from + static_cast<double>(series.second.ratios.size());
  Panel panel;
  panel.box = {62, kTop, canvas.width - 20.0, bottom};
  panel.x.low = -1;
  panel.x.high = std::max(end, 1.0);
  panel.x.title = "pair";
  panel.y = ratio_axis(without_far_out(series), series.limit, canvas.narrow ? 6 : 7);
  panel.bands.push_back({limit_band(series.limit)});
  panel.bands.back().of_x = false;
  panel.strokes.push_back(
      {.points = {{panel.x.low, 1}, {panel.x.high, 1}}, .paint = kMuted, .width = 1.5});
  add_ticks(panel.x, series.first, 0);
  // On a narrow page the last number of the first batch needs that room.
  add_ticks(panel.x, series.second, second_from, !canvas.narrow);
  add_marks(panel, series.first, 0);
  add_marks(panel, series.second, second_from);
  add_looks(panel, series.first, 0);
  add_looks(panel, series.second, second_from);
  if (!series.second.ratios.empty()) {
    name_batch(figure, panel, 0, canvas.narrow ? "batch 1" : "first batch");
    name_batch(figure, panel, second_from,
               canvas.narrow ? "batch 2, confirms" : "second batch, which confirms");
    const double between = (first - 1 + second_from) / 2;
    panel.strokes.push_back({.points = {{between, panel.y.low}, {between, panel.y.high}},
                             .paint = kMuted,
                             .width = 1,
                             .dash = Dash::dotted});
  }
  figure.panels.push_back(std::move(panel));
  return figure;
}

std::string last_look(const PairsBatch& batch, std::string_view name) {
  if (batch.looks.empty()) return {};
  const PairsLook& look = batch.looks.back();
  return fmt::format(" After {} of the {} batch: {:+.3g} %.", counted(look.pairs, "pair"), name,
                     100 * (look.ratio.estimate - 1));
}

}  // namespace

std::optional<Chart> pairs_chart(const PairsSeries& series) {
  if (series.first.ratios.empty() && series.second.ratios.empty()) return std::nullopt;
  Chart chart;
  chart.title = series.title;
  chart.alt = fmt::format("{}{}.{}{}", counted(series.first.ratios.size(), "pair"),
                          series.second.ratios.empty() ? ""
                                                       : fmt::format(", and {} of the second batch",
                                                                     series.second.ratios.size()),
                          last_look(series.first, "first"), last_look(series.second, "second"));
  chart.caption = chart.alt;
  chart.wide = figure_of(series, Canvas::wide());
  chart.narrow = figure_of(series, Canvas::narrow_page());
  return chart;
}

}  // namespace alertsage::reports

#include "reports/charts/distribution_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "core/base/printable.hpp"
#include "reports/charts/axes.hpp"
#include "reports/charts/rounding.hpp"
#include "reports/charts/strategy_style.hpp"
#include "reports/results/row_name.hpp"
#include "reports/stats/sample.hpp"

namespace alertsage::reports {
namespace {

constexpr std::size_t kNameColumns = 29;  // of a command

struct Strip {
  std::string label;
  Paint paint;
  const Measured* measured;
};

std::string label_of(const RowName& row) {
  std::string label = strategy_style(row.strategy).label;
  if (!row.state.empty()) label += " " + row.state;
  if (row.count) label += fmt::format(" {}", *row.count);
  return label;
}

std::vector<Strip> strips_of(const Measurements& measurements, std::string_view what,
                             std::string_view model) {
  std::vector<std::pair<std::size_t, Strip>> ranked;
  for (const Series& series : measurements.document().series) {
    const auto name = parse_row_name(series.name);
    if (!name || name->what != what || name->model != model) continue;
    const Measured* measured = measurements.find(series.name);
    if (!drawable(measured)) continue;
    ranked.emplace_back(strategy_rank(name->strategy),
                        Strip{label_of(*name), strategy_style(name->strategy).paint, measured});
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<Strip> strips;
  strips.reserve(ranked.size());
  for (auto& [rank, strip] : ranked) strips.push_back(std::move(strip));
  return strips;
}

Axis time_axis(const std::vector<Strip>& strips, const Canvas& canvas) {
  std::vector<double> values;
  for (const Strip& strip : strips) {
    const auto& samples = strip.measured->samples;
    values.insert(values.end(), samples.begin(), samples.end());
  }
  Axis axis = log_axis(values, time_tick, canvas.x_texts);
  axis.title = "time of one sample";
  return axis;
}

// One upright tick a sample, as one broken line.
std::vector<Point> ticks(const Measured& measured, double y) {
  constexpr Point kBreak{std::numeric_limits<double>::quiet_NaN(), 0};
  std::vector<Point> points;
  for (const double time : strip_samples(measured.samples)) {
    points.insert(points.end(), {{time, y - 0.2}, {time, y + 0.2}, kBreak});
  }
  return points;
}

Figure figure_of(const std::vector<Strip>& strips, const Canvas& canvas) {
  const RowLayout layout(canvas, strips.size());
  Figure figure{.width = canvas.width, .height = layout.height()};
  Panel panel{.box = layout.frame(), .x = time_axis(strips, canvas), .y = layout.axis()};
  for (std::size_t i = 0; i < strips.size(); ++i) {
    const Strip& strip = strips[i];
    const double y = -static_cast<double>(i);
    figure.texts.push_back(layout.name(i, strip.label, strip.paint));
    panel.strokes.push_back(
        {.points = ticks(*strip.measured, y), .paint = strip.paint, .width = 1});
    panel.strokes.push_back(
        {.points = {{strip.measured->median, y - 0.28}, {strip.measured->median, y + 0.28}},
         .width = 2.5});
  }
  figure.panels.push_back(std::move(panel));
  return figure;
}

std::string widest(const std::vector<Strip>& strips) {
  const auto spread_of = [](const Strip& strip) {
    const auto sample = Sample::make(strip.measured->samples);
    return sample ? sample->quantile(0.9) / sample->quantile(0.1) : 1.0;
  };
  const auto found =
      std::max_element(strips.begin(), strips.end(),
                       [&](const Strip& a, const Strip& b) { return spread_of(a) < spread_of(b); });
  return fmt::format("The widest is {}: its slowest tenth takes {} as long as its fastest, or more",
                     found->label, multiple(spread_of(*found)));
}

}  // namespace

std::vector<double> strip_samples(const std::vector<double>& samples) {
  const auto sample = Sample::make(samples);
  if (!sample || samples.size() <= kMostTicks) return samples;
  std::vector<double> quantiles;
  for (std::size_t i = 0; i < kMostTicks; ++i) {
    quantiles.push_back(sample->quantile((static_cast<double>(i) + 0.5) / kMostTicks));
  }
  return quantiles;
}

namespace {

std::optional<Chart> chart_of(const std::vector<Strip>& strips, std::string_view of) {
  if (strips.empty()) return std::nullopt;
  Chart chart;
  chart.title = fmt::format("Samples of {}", of);
  chart.alt = widest(strips) + ".";
  chart.caption = fmt::format(
      "{} A tick is a sample, or one of {} quantiles where there are more; the long one is the "
      "median.",
      chart.alt, kMostTicks);
  chart.wide = figure_of(strips, Canvas::wide());
  chart.narrow = figure_of(strips, Canvas::narrow_page());
  return chart;
}

}  // namespace

std::optional<Chart> distribution_chart(const Measurements& measurements, std::string_view what,
                                        std::string_view model) {
  return chart_of(strips_of(measurements, what, model), what);
}

std::optional<Chart> distribution_chart(const ProcessState& state) {
  std::vector<Strip> strips;
  for (const ProcessRow& row : state.rows) {
    if (!drawable(row.timed)) continue;
    strips.push_back({shortened(row.command, kNameColumns), row.paint, row.timed});
  }
  return chart_of(strips, fmt::format("fresh processes, {}", state.state));
}

}  // namespace alertsage::reports

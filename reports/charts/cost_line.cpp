#include "reports/charts/cost_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "reports/charts/strategy_style.hpp"

namespace alertsage::reports {
namespace {

constexpr std::array<std::uint64_t, 2> kBatchSizes{5, 100};

std::vector<Point> batches(const Measurements& measurements, std::string_view strategy,
                           std::string_view model, std::string_view state) {
  std::vector<Point> points;
  for (const std::uint64_t count : kBatchSizes) {
    const Measured* batch = measurements.batch(strategy, model, state, count);
    if (drawable(batch)) points.push_back({static_cast<double>(count), batch->median});
  }
  return points;
}

// Loaded for each incident, and loaded once: the two lines of a strategy.
void add_strategy(std::vector<CostLine>& lines, const Measurements& measurements,
                  std::string_view strategy, std::string_view model) {
  const Measured* load = measurements.load(strategy, model, "warm");
  const Measured* first = measurements.first_prediction(strategy, model, "warm");
  const Measured* predict = measurements.predict(model);
  if (!drawable(load) || !drawable(predict)) return;
  const bool has_first = drawable(first);
  const double first_answer = has_first ? first->median : load->median + predict->median;
  const StrategyStyle style = strategy_style(strategy);
  lines.push_back({.name = style.label + " each time",
                   .each = first_answer,
                   .paint = style.paint,
                   .symbol = style.symbol,
                   .dash = Dash::dashed,
                   .from_first_prediction = has_first,
                   .measured = batches(measurements, strategy, model, "uncached")});
  lines.push_back({.name = style.label + " cached",
                   .once = std::max(0.0, first_answer - predict->median),
                   .each = predict->median,
                   .paint = style.paint,
                   .symbol = style.symbol,
                   .from_first_prediction = has_first,
                   .measured = batches(measurements, strategy, model, "cached")});
}

void add_process(std::vector<CostLine>& lines, const Measured* process, std::string name,
                 Paint paint) {
  if (!drawable(process)) return;
  lines.push_back(
      {.name = std::move(name), .each = process->median, .paint = paint, .dash = Dash::dotted});
}

// The first of `candidates` whose warm load was measured; empty where none was.
template <std::size_t N>
std::string_view first_loaded(const Measurements& measurements, std::string_view model,
                              const std::array<std::string_view, N>& candidates) {
  for (const std::string_view strategy : candidates) {
    if (drawable(measurements.load(strategy, model, "warm"))) return strategy;
  }
  return {};
}

}  // namespace

std::optional<double> break_even(const CostLine& a, const CostLine& b) {
  if (a.each == b.each) return std::nullopt;
  const double incidents = (b.once - a.once) / (a.each - b.each);
  return incidents > 0 ? std::optional(incidents) : std::nullopt;
}

std::vector<CostLine> cost_lines(const Measurements& measurements, std::string_view model) {
  const auto parsed =
      first_loaded(measurements, model, std::array<std::string_view, 2>{"joblib", "json"});
  const auto native =
      first_loaded(measurements, model,
                   std::array<std::string_view, 4>{"mmap", "mmap-random", "mmap-populate", "read"});
  std::vector<CostLine> lines;
  for (const std::string_view strategy : {parsed, native}) {
    if (!strategy.empty()) add_strategy(lines, measurements, strategy, model);
  }
  if (lines.empty()) return lines;
  const std::string_view leanest = native.empty() ? parsed : native;
  add_process(lines, measurements.process(leanest, model, "warm"),
              fmt::format("{}, new process", leanest), strategy_style(leanest).paint);
  if (const Measured* python = measurements.load("python-joblib", model, "warm");
      drawable(python)) {
    lines.push_back({.name = "Python load each time",
                     .each = python->median,
                     .paint = kSlate,
                     .dash = Dash::dashed,
                     .load_only = true});
  }
  add_process(lines, measurements.process("python", model, "warm"), "Python, new process",
              kGraphite);
  return lines;
}

}  // namespace alertsage::reports

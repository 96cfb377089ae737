#include "reports/charts/start_chart.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <functional>
#include <iterator>
#include <string>
#include <string_view>

#include "core/base/printable.hpp"
#include "reports/charts/axes.hpp"
#include "reports/charts/rounding.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

constexpr double kBarWidth = 13;
constexpr double kBelowBar = 15;  // pixels from a bar's middle to that of its figures
constexpr double kKeyLine = 22;
constexpr double kKeySquare = 12;
constexpr std::size_t kNameColumns = 17;  // of a command, beside its state

struct Part {
  std::string_view name;
  double StartParts::*share;
  Paint paint;
};

constexpr std::array kParts{Part{"spawn and start-up", &StartParts::outside, kSteel},
                            Part{"load", &StartParts::load, kVermilion},
                            Part{"first answer", &StartParts::answer, kBlue}};

struct Bar {
  std::string name;
  StartParts parts;
};

std::vector<Bar> bars_of(const std::vector<ProcessState>& states) {
  std::vector<Bar> bars;
  for (const ProcessState& state : states) {
    for (const ProcessRow& row : state.rows) {
      const auto parts = start_parts(row);
      if (!parts) continue;
      bars.push_back(
          {fmt::format("{} {}", shortened(row.command, kNameColumns), state.state), *parts});
    }
  }
  return bars;
}

std::string figures_of(const StartParts& parts) {
  return fmt::format("{} + {} + {}", time_figure(parts.outside, 3), time_figure(parts.load, 3),
                     time_figure(parts.answer, 3));
}

// One line of names with their colours on a wide page, one a line on a narrow one.
void write_key(Figure& figure, const Box& frame, const Canvas& canvas) {
  double x = frame.left;
  double y = figure.height + kKeyLine / 2;
  for (const Part& part : kParts) {
    figure.leaders.push_back(
        {.from = {x, y}, .to = {x + kKeySquare, y}, .paint = part.paint, .width = kKeySquare});
    figure.texts.push_back(
        {.at = {x + kKeySquare + 6, y}, .text = std::string(part.name), .size = canvas.text_size});
    (canvas.narrow ? y : x) += canvas.narrow ? kKeyLine : 180;
  }
  figure.height += static_cast<int>(kKeyLine * (canvas.narrow ? kParts.size() : 1) + 6);
}

Figure figure_of(const std::vector<Bar>& bars, const Canvas& canvas) {
  const RowLayout layout(canvas, bars.size());
  Figure figure{.width = canvas.width, .height = layout.height()};
  double longest = 0;
  for (const Bar& bar : bars) longest = std::max(longest, bar.parts.total());
  Panel panel{.box = layout.frame(),
              .x = linear_axis_from_zero(longest, linear_time_tick, canvas.narrow ? 3 : 6),
              .y = layout.axis()};
  panel.x.title = "time since the spawn";
  for (std::size_t i = 0; i < bars.size(); ++i) {
    const double y = -static_cast<double>(i);
    double begin = 0;
    for (const Part& part : kParts) {
      const double end = begin + bars[i].parts.*part.share;
      panel.strokes.push_back(
          {.points = {{begin, y}, {end, y}}, .paint = part.paint, .width = kBarWidth});
      begin = end;
    }
    figure.texts.push_back(layout.name(i, bars[i].name, kInk));
    figure.texts.push_back({.at = {layout.frame().left + 6, pixel_of(panel, {0, y}).y + kBelowBar},
                            .text = figures_of(bars[i].parts),
                            .paint = kMuted,
                            .size = 11});
  }
  write_key(figure, layout.frame(), canvas);
  figure.panels.push_back(std::move(panel));
  return figure;
}

// "classify warm: spawn and start-up 820 us (44 %), load 615 us (33 %), first answer 410 us (22 %)"
std::string figures_in_words(const Bar& bar) {
  std::vector<std::string> words;
  words.reserve(kParts.size());
  for (const Part& part : kParts) {
    words.push_back(fmt::format("{} {} ({:.0f} %)", part.name,
                                time_figure(bar.parts.*part.share, 3),
                                100 * bar.parts.*part.share / bar.parts.total()));
  }
  return fmt::format("{}: {}", bar.name, fmt::join(words, ", "));
}

std::string all_in_words(const std::vector<Bar>& bars) {
  std::vector<std::string> words;
  std::transform(bars.begin(), bars.end(), std::back_inserter(words), figures_in_words);
  return fmt::format("{}.", fmt::join(words, "; "));
}

}  // namespace

std::optional<StartParts> start_parts(const ProcessRow& row) {
  const auto first_output = measured_counter(row, counter::kFirstOutputNs);
  const auto load = measured_counter(row, counter::kReportedLoadNs);
  auto answer = measured_counter(row, counter::kReportedFirstAnswerNs);
  if (!first_output || !load || !answer) return std::nullopt;
  const auto median_of_differences = [](const Measured& whole, const Measured& part) {
    std::vector<double> differences(whole.samples.size());
    std::transform(whole.samples.begin(), whole.samples.end(), part.samples.begin(),
                   differences.begin(), std::minus<>());
    return measure(std::move(differences)).median;
  };
  const StartParts parts{.outside = median_of_differences(*first_output, *answer),
                         .load = load->median,
                         .answer = median_of_differences(*answer, *load)};
  if (parts.outside < 0 || parts.load < 0 || parts.answer < 0 || parts.total() <= 0) {
    return std::nullopt;
  }
  return parts;
}

std::optional<Chart> start_chart(const std::vector<ProcessState>& states) {
  const std::vector<Bar> bars = bars_of(states);
  if (bars.empty()) return std::nullopt;
  Chart chart;
  chart.title = "Where the time to the first output goes";
  chart.alt = all_in_words(bars);
  chart.caption =
      "Of commands that report their load and their first answer. Spawn and start-up is the time "
      "to "
      "the first output, less what the command reports. Each part is a median of its own.";
  chart.wide = figure_of(bars, Canvas::wide());
  chart.narrow = figure_of(bars, Canvas::narrow_page());
  return chart;
}

}  // namespace alertsage::reports

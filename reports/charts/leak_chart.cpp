// Panels show the change since the end of the warm-up: a leak of sixteen bytes is not seen on an
// axis that begins at zero, and what a first load allocates for good is not the question.
#include "reports/charts/leak_chart.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "reports/charts/growth.hpp"
#include "reports/charts/leak_panel.hpp"
#include "reports/charts/leak_series.hpp"
#include "reports/charts/rounding.hpp"
#include "reports/charts/strategy_style.hpp"
#include "reports/charts/words.hpp"

namespace alertsage::reports {
namespace {

constexpr double kTitles = 46;  // room above a panel for two lines
constexpr double kBelow = 46;   // and below for ticks and title
constexpr double kTicks = 78;   // and on the left

LeakPanel panel_of(const LeakSeries& series) {
  LeakPanel panel{.title = metric_label(series.name),
                  .values = *series.values,
                  .warm_up_loads = series.warm_up_loads,
                  .in_bytes = series.name.ends_with("_bytes")};
  if (series.metric == nullptr) {
    panel.subtitle = "not judged";
    return panel;
  }
  const LeakMetric& metric = *series.metric;
  panel.title += ": " + words_of(metric.verdict);
  panel.subtitle = growth_bound(metric);
  panel.verdict = metric.verdict;
  if (metric.slope_per_load) {
    panel.fit = LeakFit{.slope = *metric.slope_per_load,
                        .low = metric.slope_low.value_or(*metric.slope_per_load),
                        .high = metric.slope_high.value_or(*metric.slope_per_load)};
  }
  return panel;
}

LeakPanel panel_of(const Retention& retention) {
  LeakPanel panel{.title = "RssAnon, left untrimmed",
                  .subtitle = "the diamond: trimmed",
                  .values = retention.rss_anon_bytes,
                  .in_bytes = true,
                  .verdict = LeakVerdict::allocator_retention,
                  .at_the_end = retention.after_trim_bytes};
  if (retention.grown_per_load) {
    const double slope = *retention.grown_per_load;
    panel.subtitle = fmt::format("keeps {} a cycle; {}", bytes_figure(slope, 2), panel.subtitle);
    panel.fit =
        LeakFit{slope, retention.grown_low.value_or(slope), retention.grown_high.value_or(slope)};
  }
  return panel;
}

struct Drawn {
  std::vector<LeakPanel> panels = {};
  std::vector<std::string> left_out = {};  // quantities that move, and for which there is no room
};

Drawn drawn_of(const LeakSection& section) {
  Drawn drawn;
  const Retention* retention = kept_memory(section);
  const bool kept = retention != nullptr && retention->rss_anon_bytes.size() > 1 &&
                    !range_of(retention->rss_anon_bytes).empty();
  if (kept) drawn.panels.push_back(panel_of(*retention));
  for (const LeakSeries& series : moving_series(section)) {
    if (drawn.panels.size() < kMostLeakPanels) {
      drawn.panels.push_back(panel_of(series));
    } else {
      drawn.left_out.push_back(metric_label(series.name));
    }
  }
  // It decides nothing where there is a leak.
  if (kept && section.verdict != LeakVerdict::allocator_retention) {
    std::rotate(drawn.panels.begin(), drawn.panels.begin() + 1, drawn.panels.end());
  }
  return drawn;
}

Figure figure_of(const std::vector<LeakPanel>& panels, const Canvas& canvas) {
  const std::size_t columns = std::min<std::size_t>(canvas.narrow ? 1 : 2, panels.size());
  const std::size_t rows = (panels.size() + columns - 1) / columns;
  const double column_width = canvas.narrow ? canvas.width : canvas.width / 2.0;
  const double row_height = (canvas.narrow ? 130 : 160) + kTitles + kBelow;
  Figure figure{.width = canvas.width,
                .height = static_cast<int>(row_height * static_cast<double>(rows))};
  for (std::size_t i = 0; i < panels.size(); ++i) {
    const std::size_t row = i / columns;
    const double x = static_cast<double>(i % columns) * column_width;
    const double y = static_cast<double>(row) * row_height;
    const Box box{.left = x + kTicks,
                  .top = y + kTitles,
                  .right = x + column_width - 24,
                  .bottom = y + row_height - kBelow};
    add_leak_panel(figure, panels[i], box);
  }
  return figure;
}

std::string caption_of(const LeakSection& section, const Drawn& drawn) {
  const bool has_warm_up =
      std::any_of(drawn.panels.begin(), drawn.panels.end(),
                  [](const LeakPanel& panel) { return panel.warm_up_loads > 0; });
  std::string caption = fmt::format(
      "Change since the {}, after each cycle. Line: fitted growth; dashed: its interval.",
      has_warm_up ? "end of the warm-up, which is grey" : "first cycle");
  if (!drawn.left_out.empty()) {
    caption += fmt::format(" Not drawn: {}.", enumeration(drawn.left_out));
  }
  const std::vector<std::string> constant = constant_quantities(section);
  if (!constant.empty()) caption += fmt::format(" Constant: {}.", enumeration(constant));
  return caption;
}

}  // namespace

std::string section_label(const LeakSection& section) {
  if (!is_of_a_model(section)) return fmt::format("{}: {}", section.model, section.mode);
  return fmt::format("{}, {}: {}", strategy_style(section.strategy).label, section.model,
                     section.mode);
}

std::optional<Chart> leak_chart(const LeakSection& section) {
  const Drawn drawn = drawn_of(section);
  if (drawn.panels.empty()) return std::nullopt;
  return Chart{.title = section_label(section),
               .caption = caption_of(section, drawn),
               .alt = growth_text(section),
               .wide = figure_of(drawn.panels, Canvas::wide()),
               .narrow = figure_of(drawn.panels, Canvas::narrow_page())};
}

}  // namespace alertsage::reports

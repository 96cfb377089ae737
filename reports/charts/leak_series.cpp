#include "reports/charts/leak_series.hpp"

#include <tuple>

#include "reports/charts/growth.hpp"

namespace alertsage::reports {
namespace {

// Each metric has its own cut. What was not judged has none, and takes the longest: so no warm-up
// that another metric shows is drawn as growth.
std::size_t cut_of(const LeakSection& section, const LeakMetric* metric, std::size_t loads) {
  std::size_t cut = 0;
  for (const LeakMetric& other : section.metrics) {
    if (metric == nullptr || metric == &other) cut = std::max(cut, other.warm_up_loads);
  }
  return std::min(cut, loads - 1);
}

}  // namespace

Range range_of(const std::vector<double>& values) {
  Range range;
  for (const double value : values) range.take(value);
  return range;
}

std::vector<LeakSeries> moving_series(const LeakSection& section) {
  std::vector<LeakSeries> moving;
  for (const auto& [name, values] : section.series) {
    if (range_of(values).extent() == 0) continue;
    const LeakMetric* metric = find_metric(section, name);
    moving.push_back({.name = name,
                      .metric = metric,
                      .values = &values,
                      .warm_up_loads = cut_of(section, metric, values.size())});
  }
  const LeakMetric* deciding = deciding_metric(section);
  const auto weight = [&](const LeakSeries& series) {
    const bool judged = series.metric != nullptr;
    return std::tuple(judged && series.metric == deciding, judged,
                      judged ? series.metric->verdict : LeakVerdict::clean,
                      series.name.ends_with("_bytes"), range_of(*series.values).extent());
  };
  std::stable_sort(moving.begin(), moving.end(),
                   [&](const LeakSeries& a, const LeakSeries& b) { return weight(a) > weight(b); });
  return moving;
}

std::vector<std::string> constant_quantities(const LeakSection& section) {
  std::vector<std::string> names;
  for (const auto& [name, values] : section.series) {
    if (!values.empty() && range_of(values).extent() == 0) names.push_back(metric_label(name));
  }
  return names;
}

std::vector<Point> thinned(const std::vector<Point>& points, std::size_t most) {
  if (points.size() <= most) return points;
  const std::size_t parts = most / 2;
  std::vector<Point> kept;
  for (std::size_t part = 0; part < parts; ++part) {
    const auto begin = points.begin() + static_cast<std::ptrdiff_t>(points.size() * part / parts);
    const auto end =
        points.begin() + static_cast<std::ptrdiff_t>(points.size() * (part + 1) / parts);
    const auto [low, high] =
        std::minmax_element(begin, end, [](const Point& a, const Point& b) { return a.y < b.y; });
    kept.push_back(*std::min(low, high));
    if (low != high) kept.push_back(*std::max(low, high));
  }
  return kept;
}

}  // namespace alertsage::reports

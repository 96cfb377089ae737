#include "reports/charts/leak_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "reports/charts/axes.hpp"
#include "reports/charts/leak_series.hpp"
#include "reports/charts/rounding.hpp"
#include "reports/stats/sample.hpp"

namespace alertsage::reports {
namespace {

constexpr std::size_t kMostPoints = 240;  // more are not told apart on so few pixels
constexpr std::size_t kMostMarks = 80;
constexpr int kSteps = 4;           // of the vertical axis
constexpr double kMostStretch = 3;  // what a warm-up may add to it, in its heights

double median_of(const std::vector<double>& values) {
  const auto sample = Sample::make(values);
  return sample ? sample->median() : values.front();
}

// The panel's values as points, in the unit of its axis, less what was there at the warm-up's end.
class Points {
 public:
  explicit Points(const LeakPanel& panel) : panel_(panel), base_(first_judged()) {
    if (panel.in_bytes) unit_ = natural_unit(byte_units(), std::max(largest_change(), 1.0), 3);
    for (std::size_t i = 0; i < panel.values.size(); ++i) {
      if (!std::isfinite(panel.values[i])) continue;
      const Point point{static_cast<double>(i + 1), scaled(panel.values[i])};
      (i < panel.warm_up_loads ? warm_up_ : judged_).push_back(point);
    }
    if (judged_.empty()) judged_.swap(warm_up_);
  }

  const std::vector<Point>& warm_up() const { return warm_up_; }
  const std::vector<Point>& judged() const { return judged_; }
  double scaled(double value) const { return (value - base_) / unit_.scale; }
  double per_load(double slope) const { return slope / unit_.scale; }
  bool whole() const { return unit_.scale == 1; }

  std::string tick(double y) const {
    if (y == 0) return "0";
    return fmt::format("{:+.4g}{}{}", y, panel_.in_bytes ? " " : "",
                       panel_.in_bytes ? unit_.name : std::string_view());
  }

  // In the middle of the judged loads, and of their values.
  Point centre() const {
    std::vector<double> values;
    for (const Point& point : judged_) values.push_back(point.y);
    return {(judged_.front().x + judged_.back().x) / 2, median_of(values)};
  }

 private:
  // Of the warm-up where no judged value is a number.
  double first_judged() const {
    const auto finite_from = [&](std::size_t load) {
      return std::find_if(panel_.values.begin() + static_cast<std::ptrdiff_t>(load),
                          panel_.values.end(), [](double value) { return std::isfinite(value); });
    };
    const auto judged = finite_from(panel_.warm_up_loads);
    return judged != panel_.values.end() ? *judged : *finite_from(0);
  }

  // Of the judged values; of all where those do not change.
  double largest_change() const {
    double all = 0;
    double judged = 0;
    for (std::size_t i = 0; i < panel_.values.size(); ++i) {
      const double change = std::abs(panel_.values[i] - base_);
      if (!std::isfinite(change)) continue;
      all = std::max(all, change);
      if (i >= panel_.warm_up_loads) judged = std::max(judged, change);
    }
    return judged > 0 ? judged : all;
  }

  const LeakPanel& panel_;
  double base_;
  Unit unit_{"", 1};
  std::vector<Point> warm_up_;
  std::vector<Point> judged_;
};

// A line through `centre` from the first to the last judged load, without its parts that lie
// outside of the axis.
std::vector<Point> line_inside(const Points& points, double slope, const Axis& axis) {
  const Point centre = points.centre();
  double from = points.judged().front().x;
  double to = points.judged().back().x;
  if (slope != 0) {
    const double low = centre.x + (axis.low - centre.y) / slope;
    const double high = centre.x + (axis.high - centre.y) / slope;
    from = std::max(from, std::min(low, high));
    to = std::min(to, std::max(low, high));
  }
  return {{from, centre.y + slope * (from - centre.x)}, {to, centre.y + slope * (to - centre.x)}};
}

// What is judged and what was fitted to it is always seen. A warm-up that would press that flat is
// cut off.
Axis vertical_axis(const LeakPanel& panel, const Points& points) {
  Range range;
  for (const Point& point : points.judged()) range.take(point.y);
  if (panel.at_the_end) range.take(points.scaled(*panel.at_the_end));
  if (panel.fit) {
    const double half = (points.judged().back().x - points.judged().front().x) / 2;
    const double rise = points.per_load(panel.fit->slope) * half;
    range.take(points.centre().y - rise);
    range.take(points.centre().y + rise);
  }
  Range whole = range;
  for (const Point& point : points.warm_up()) whole.take(point.y);
  if (range.extent() == 0 || whole.extent() <= kMostStretch * range.extent()) range = whole;
  if (points.whole() && range.extent() < kSteps) range.high = range.low + kSteps;
  return linear_axis(
      range.low, range.high, [&](double y) { return points.tick(y); }, kSteps);
}

void add_series(Panel& drawn, const Points& points, bool with_marks) {
  const auto add = [&](const std::vector<Point>& part, Paint paint) {
    drawn.strokes.push_back({.points = thinned(part, kMostPoints), .paint = paint, .width = 1.4});
    if (with_marks) drawn.marks.push_back({.points = part, .paint = paint, .size = 0.35});
  };
  if (!points.warm_up().empty()) {
    std::vector<Point> start = points.warm_up();
    start.push_back(points.judged().front());
    add(start, kSteel);
    if (with_marks) drawn.marks.back().points.pop_back();
    const double cut = (points.warm_up().back().x + points.judged().front().x) / 2;
    drawn.strokes.push_back({.points = {{cut, drawn.y.low}, {cut, drawn.y.high}},
                             .paint = kSteel,
                             .width = 1,
                             .dash = Dash::dotted});
  }
  add(points.judged(), kBlue);
}

void add_fit(Panel& drawn, const Points& points, const LeakFit& fit, Paint paint) {
  for (const double slope : {fit.low, fit.high}) {
    if (slope == fit.slope) continue;
    drawn.strokes.push_back({.points = line_inside(points, points.per_load(slope), drawn.y),
                             .paint = paint,
                             .width = 1,
                             .dash = Dash::dashed});
  }
  drawn.strokes.push_back({.points = line_inside(points, points.per_load(fit.slope), drawn.y),
                           .paint = paint,
                           .width = 2.2});
}

}  // namespace

Paint verdict_paint(LeakVerdict verdict) {
  switch (verdict) {
    case LeakVerdict::clean:
      return kGreen;
    case LeakVerdict::allocator_retention:
      return kPurple;
    case LeakVerdict::decelerating:
    case LeakVerdict::cannot_tell:
      return kOchre;
    case LeakVerdict::leak:
      return kCrimson;
  }
  return kInk;
}

void add_leak_panel(Figure& figure, const LeakPanel& panel, const Box& box) {
  const Points points(panel);
  const double loads = static_cast<double>(std::max<std::size_t>(panel.values.size(), 2));
  Panel drawn{.box = box};
  drawn.x = {.low = 0,
             .high = loads,
             .ticks = {{0, "0"}, {loads / 2, ""}, {loads, count_text(loads)}},
             .title = "cycles"};
  drawn.y = vertical_axis(panel, points);
  add_series(drawn, points, panel.values.size() <= kMostMarks);
  const Paint paint = panel.verdict ? verdict_paint(*panel.verdict) : kInk;
  if (panel.fit) add_fit(drawn, points, *panel.fit, paint);
  if (panel.at_the_end) {
    drawn.marks.push_back({.points = {{loads, points.scaled(*panel.at_the_end)}},
                           .paint = paint,
                           .symbol = Symbol::diamond,
                           .size = 1.1});
  }
  figure.panels.push_back(std::move(drawn));
  figure.texts.push_back({.at = {box.left, box.top - 32},
                          .text = panel.title,
                          .paint = paint,
                          .size = 13,
                          .bold = true});
  figure.texts.push_back({.at = {box.left, box.top - 14}, .text = panel.subtitle, .paint = kMuted});
}

}  // namespace alertsage::reports

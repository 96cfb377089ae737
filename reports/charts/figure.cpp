#include "reports/charts/figure.hpp"

#include "core/base/printable.hpp"

#include <cmath>

namespace alertsage::reports {
namespace {

double share_of(const Axis& axis, double value) {
  if (axis.scale == Scale::linear) return (value - axis.low) / (axis.high - axis.low);
  return std::log(value / axis.low) / std::log(axis.high / axis.low);
}

}  // namespace

double width_of(const Text& text) {
  const double of_a_column = text.bold ? 0.68 : 0.61;  // DejaVu Sans
  return of_a_column * text.size * static_cast<double>(columns(printable(text.text, 1000)));
}

Point pixel_of(const Panel& panel, const Point& data) {
  const Box& box = panel.box;
  return {box.left + share_of(panel.x, data.x) * (box.right - box.left),
          box.bottom - share_of(panel.y, data.y) * (box.bottom - box.top)};
}

}  // namespace alertsage::reports

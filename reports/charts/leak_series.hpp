// Which quantities of a leak section are worth a drawing, and in which order.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include "reports/charts/figure.hpp"
#include "reports/results/leak_section.hpp"

namespace alertsage::reports {

// Of the values that it was given; those that are not finite do not count.
struct Range {
  double low = INFINITY;
  double high = -INFINITY;

  void take(double value) {
    if (!std::isfinite(value)) return;
    low = std::min(low, value);
    high = std::max(high, value);
  }
  bool empty() const { return low > high; }
  double extent() const { return low < high ? high - low : 0; }
};

Range range_of(const std::vector<double>& values);

// One quantity over the loads of a section. Views of the section, which must outlive it.
struct LeakSeries {
  std::string name = {};
  const LeakMetric* metric = nullptr;  // nullptr: measured, not judged
  const std::vector<double>* values = nullptr;
  std::size_t warm_up_loads = 0;  // the judged values come after these; at least one does
};

// Those whose values differ: the one that decides the verdict first, then by verdict, the worst
// first, those that were not judged last; among equals bytes before counts, and what moves more
// before what moves less.
std::vector<LeakSeries> moving_series(const LeakSection& section);

// Those of which every load has the same value, as people call them: "descriptors".
std::vector<std::string> constant_quantities(const LeakSection& section);

// At most `most` points, or the points themselves where there are no more: the lowest and the
// highest of each of equal parts, so that no peak is lost. REQUIRES: most >= 4.
std::vector<Point> thinned(const std::vector<Point>& points, std::size_t most);

}  // namespace alertsage::reports

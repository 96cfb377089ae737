// What N incidents cost in total, as a line: once + N * each. And where two ways cost the same.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/charts/figure.hpp"
#include "reports/charts/measurements.hpp"

namespace alertsage::reports {

// One way to classify incidents. Times in nanoseconds.
struct CostLine {
  std::string name = {};
  double once = 0;  // before the first incident
  double each = 0;  // for every incident
  Paint paint = {};
  Symbol symbol = Symbol::circle;
  Dash dash = Dash::solid;
  bool from_first_prediction = false;  // else from a load and a prediction, measured apart
  bool load_only = false;              // no prediction was measured for it: a lower bound
  std::vector<Point> measured = {};    // (incidents, total time) of batches that were run

  double total(double incidents) const { return once + incidents * each; }
};

// The number of incidents for which both cost the same. Nothing where there is no such number
// above 0, or they are the same line.
std::optional<double> break_even(const CostLine& a, const CostLine& b);

// The measured ways for `model`, from the medians of warm rows: `joblib` and `mmap` (or what comes
// nearest to them among the strategies), loaded for each incident and cached; a fresh process for
// each incident; Python where it was measured. The first incident costs a first_prediction, which
// has the page faults that a mapped load puts off; where that was not measured, a load and a
// prediction. Empty where no prediction was measured.
std::vector<CostLine> cost_lines(const Measurements& measurements, std::string_view model);

}  // namespace alertsage::reports

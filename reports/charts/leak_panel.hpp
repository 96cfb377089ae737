// One quantity over repeated loads, drawn into a figure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "reports/charts/figure.hpp"
#include "reports/stats/leak_rule.hpp"

namespace alertsage::reports {

struct LeakFit {  // per load
  double slope = 0;
  double low = 0;
  double high = 0;
};

struct LeakPanel {
  std::string title = {};
  std::string subtitle = {};
  std::vector<double> values = {};  // one a cycle, from the first
  std::size_t warm_up_loads = 0;    // fewer than values
  bool in_bytes = false;
  std::optional<LeakVerdict> verdict = {};  // gives fit and title their colour, where it was judged
  std::optional<LeakFit> fit = {};
  std::optional<double> at_the_end = {};  // a value beside the last one, drawn as a diamond
};

// The colour of a verdict, in charts.
Paint verdict_paint(LeakVerdict verdict);

// Adds the panel with its frame at `box` and its titles above. The fitted line and its bounds go
// through the median of the judged loads and are cut where they leave the panel.
// REQUIRES: a finite value.
void add_leak_panel(Figure& figure, const LeakPanel& panel, const Box& box);

}  // namespace alertsage::reports

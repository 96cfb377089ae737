// The charts of a page, all drawn at once by one gnuplot.
#pragma once

#include <string>
#include <vector>

#include "reports/charts/chart.hpp"

namespace alertsage::reports {

class Drawings {
 public:
  // Draws each for a wide and a narrow page. They are kept by address, and have to live as long as
  // this. Throws Error (environment) where gnuplot is missing or fails.
  explicit Drawings(std::vector<const Chart*> charts);

  // REQUIRES: `chart` is one of them.
  std::string html(const Chart& chart) const;

 private:
  std::vector<const Chart*> charts_;
  std::vector<std::string> drawings_;
};

}  // namespace alertsage::reports

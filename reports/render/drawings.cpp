#include "reports/render/drawings.hpp"

#include <utility>

#include "reports/charts/gnuplot.hpp"
#include "reports/render/html_parts.hpp"

namespace alertsage::reports {

Drawings::Drawings(std::vector<const Chart*> charts) : charts_(std::move(charts)) {
  std::vector<Figure> figures;
  for (const Chart* chart : charts_) {
    figures.push_back(chart->wide);
    figures.push_back(chart->narrow);
  }
  if (!figures.empty()) drawings_ = draw(figures);
}

std::string Drawings::html(const Chart& chart) const {
  std::size_t i = 0;
  while (charts_[i] != &chart) ++i;
  return html_chart({chart, drawings_[2 * i], drawings_[2 * i + 1]});
}

}  // namespace alertsage::reports

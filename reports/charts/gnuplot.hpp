// Drawing: the only part of the charts that runs a program. It is gnuplot
// (http://www.gnuplot.info), fed through gnuplot-iostream.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "reports/charts/figure.hpp"

namespace alertsage::reports {

// The figures as SVG texts that follow the reader's light or dark scheme (svg.hpp), all drawn by
// one gnuplot process. Throws Error: environment where gnuplot is missing or fails, with its first
// line; io for the temporary directory that holds the drawings meanwhile.
std::vector<std::string> draw(std::span<const Figure> figures);

}  // namespace alertsage::reports

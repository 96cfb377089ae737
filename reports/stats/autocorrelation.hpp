// What a series that wanders is worth: how far each point hangs on the one before it.
//
// Mann and Kendall's test and Sen's interval take the points to be independent. Where each keeps a
// part r of the last one's deviation (AR(1)), n points say about as much as n (1 - r) / (1 + r) do:
// at 0.8, 37 are worth 4. Both then have to be widened, as K. H. Hamed and A. R. Rao ("A modified
// Mann-Kendall trend test for autocorrelated data", Journal of Hydrology 204, 1998) and S. Yue and
// C. Wang (Water Resources Management 18, 2004) do.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace alertsage::reports {

// The correlation of neighbours in what is left of a series off lines that were fitted to it, each
// to `points_a_line` of them, -1 to 1. A fitted line follows its points, which hides some of it, on
// average (2 + 4 r) / points_a_line; that is put back. 0 where nothing is left. O(n).
// REQUIRES: points_a_line <= residuals.size().
double neighbour_correlation(std::span<const double> residuals, std::size_t points_a_line);

// What is left of the values off the line of that slope, about 0 on average. O(n).
std::vector<double> residuals_of(std::span<const double> values, double slope);

// By how much the variances of S and of the slope grow.
struct VarianceInflation {
  double taken = 1;    // what intervals and tests are widened by, at least 1
  double at_most = 1;  // what another series of the same kind may be widened by, at least `taken`
};

// (1 + r) / (1 - r), where the correlation is more than chance makes of independent points, else 1.
// r is taken by some of its own error higher than estimated, since too small a one costs more than
// too large a one. O(n).
VarianceInflation variance_inflation(std::span<const double> residuals, std::size_t points_a_line);

// All that falls is at most a tenth of all that rises: what such a series does is no noise. The
// stairs of a leak that is seen in whole pages hang together as much as noise that wanders does;
// but that falls as often as it rises. O(n).
bool all_but_never_falls(std::span<const double> values);

}  // namespace alertsage::reports

// Times of one program as they were recorded, resampled as pairs of two that are the same.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/base/random.hpp"
#include "reports/results/document.hpp"

namespace alertsage::gate {

struct RecordedTimes {
  std::string name = {};
  std::vector<double> log_times = {};  // one after the other, as they were measured
};

// Rows of the document with at least so many samples, all of them above 0.
std::vector<RecordedTimes> recorded_times(const reports::Document& document, std::size_t least);

// How the times scatter: their coefficient of variation, and how much they are like their
// neighbours.
struct Scatter {
  double coefficient_of_variation = 0;
  double lag_1 = 0;
};

// REQUIRES: two times.
Scatter scatter_of(const RecordedTimes& recorded);

// Pairs of neighbours from `first` on, in orders drawn as the gate draws them; the candidate takes
// exp(log_effect) times as long as was recorded. However often a window is drawn, its orders are
// new, and chance is in them alone. REQUIRES: first + 2 * pairs <= log_times.size().
std::vector<double> recorded_pairs(const RecordedTimes& recorded, std::size_t first,
                                   std::size_t pairs, double log_effect, SplitMix64& random);

}  // namespace alertsage::gate

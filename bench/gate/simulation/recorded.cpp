#include "bench/gate/simulation/recorded.hpp"

#include <cassert>
#include <cmath>
#include <span>
#include <utility>

#include "bench/gate/simulation/paired_times.hpp"
#include "reports/stats/autocorrelation.hpp"

namespace alertsage::gate {

std::vector<RecordedTimes> recorded_times(const reports::Document& document, std::size_t least) {
  std::vector<RecordedTimes> all;
  for (const reports::Series& series : document.series) {
    if (series.rows.size() < least) continue;
    RecordedTimes recorded{.name = series.name};
    for (const reports::Row& row : series.rows) {
      if (row.real_time_ns > 0) recorded.log_times.push_back(std::log(row.real_time_ns));
    }
    if (recorded.log_times.size() == series.rows.size()) all.push_back(std::move(recorded));
  }
  return all;
}

Scatter scatter_of(const RecordedTimes& recorded) {
  std::vector<double> times;
  double sum = 0;
  for (const double log_time : recorded.log_times) {
    times.push_back(std::exp(log_time));
    sum += times.back();
  }
  const double mean = sum / static_cast<double>(times.size());
  double squares = 0;
  for (double& time : times) {
    time -= mean;
    squares += time * time;
  }
  const double deviation = std::sqrt(squares / static_cast<double>(times.size() - 1));
  return {.coefficient_of_variation = deviation / mean,
          .lag_1 = reports::neighbour_correlation(times, times.size())};
}

std::vector<double> recorded_pairs(const RecordedTimes& recorded, std::size_t first,
                                   std::size_t pairs, double log_effect, SplitMix64& random) {
  assert(first + 2 * pairs <= recorded.log_times.size());
  const auto window = std::span(recorded.log_times).subspan(first, 2 * pairs);
  return paired_times(window, {.log_effect = log_effect}, random);
}

}  // namespace alertsage::gate

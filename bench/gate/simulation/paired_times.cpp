#include "bench/gate/simulation/paired_times.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "bench/gate/pair_order.hpp"

namespace alertsage::gate {
namespace {

double as_read(double log_time, double tick) {
  if (tick <= 0) return log_time;
  return std::log(tick * std::max(1.0, std::round(std::exp(log_time) / tick)));
}

}  // namespace

std::vector<double> paired_times(std::span<const double> log_times, const Candidate& candidate,
                                 SplitMix64& random) {
  std::vector<double> log_ratios;
  log_ratios.reserve(log_times.size() / 2);
  std::size_t at = 0;
  for (const PairOrder order : pair_orders(log_times.size() / 2, random)) {
    double base = log_times[at++];
    double changed = log_times[at++];
    if (order == PairOrder::candidate_first) std::swap(base, changed);
    log_ratios.push_back(as_read(changed + candidate.log_effect, candidate.tick) -
                         as_read(base, candidate.tick));
  }
  return log_ratios;
}

}  // namespace alertsage::gate

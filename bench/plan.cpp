#include "bench/plan.hpp"

#include <algorithm>
#include <numeric>

namespace alertsage::bench {

std::vector<int> plan_repetitions(std::span<const std::chrono::nanoseconds> cost_per_sample,
                                  std::chrono::nanoseconds budget) {
  std::vector<std::size_t> order(cost_per_sample.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return cost_per_sample[a] < cost_per_sample[b];
  });

  std::vector<int> repetitions(cost_per_sample.size(), 0);
  std::chrono::nanoseconds left = budget;
  std::size_t fitting = 0;
  for (; fitting < order.size(); ++fitting) {
    const auto cost = cost_per_sample[order[fitting]] * kFewestRepetitions;
    if (cost > left) break;
    left -= cost;
    repetitions[order[fitting]] = kFewestRepetitions;
  }

  // The remainder, row by row from the cheapest: an equal share of what is still there, so that
  // what a cheap row cannot use goes to the dearer ones.
  for (std::size_t i = 0; i < fitting; ++i) {
    const std::chrono::nanoseconds share = left / static_cast<std::int64_t>(fitting - i);
    const std::chrono::nanoseconds cost =
        std::max(cost_per_sample[order[i]], std::chrono::nanoseconds(1));
    const auto more = std::min<std::int64_t>(share / cost, kMostRepetitions - kFewestRepetitions);
    repetitions[order[i]] += static_cast<int>(more);
    left -= more * cost;
  }
  return repetitions;
}

}  // namespace alertsage::bench

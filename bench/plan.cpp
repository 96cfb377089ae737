#include "bench/plan.hpp"

#include <algorithm>
#include <numeric>

namespace alertsage::bench {

std::vector<int> plan_repetitions(std::span<const RowCost> rows, std::chrono::nanoseconds budget) {
  std::vector<std::size_t> order(rows.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (rows[a].essential != rows[b].essential) return rows[a].essential;
    return rows[a].per_sample < rows[b].per_sample;
  });

  std::vector<int> repetitions(rows.size(), 0);
  std::vector<std::size_t> fitting;
  std::chrono::nanoseconds left = budget;
  for (const std::size_t row : order) {
    const auto cost = rows[row].per_sample * kFewestRepetitions;
    if (cost > left) continue;
    left -= cost;
    repetitions[row] = kFewestRepetitions;
    fitting.push_back(row);
  }

  // The remainder, row by row from the cheapest: an equal share of what is still there, so that
  // what a cheap row cannot use goes to the dearer ones.
  std::stable_sort(fitting.begin(), fitting.end(), [&](std::size_t a, std::size_t b) {
    return rows[a].per_sample < rows[b].per_sample;
  });
  for (std::size_t i = 0; i < fitting.size(); ++i) {
    const std::chrono::nanoseconds share = left / static_cast<std::int64_t>(fitting.size() - i);
    const auto cost = std::max(rows[fitting[i]].per_sample, std::chrono::nanoseconds(1));
    const auto more = std::min<std::int64_t>(share / cost, kMostRepetitions - kFewestRepetitions);
    repetitions[fitting[i]] += static_cast<int>(more);
    left -= more * cost;
  }
  return repetitions;
}

}  // namespace alertsage::bench

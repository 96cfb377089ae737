// How many repetitions each row gets within a time budget.
#pragma once

#include <chrono>
#include <cstddef>
#include <span>
#include <vector>

namespace alertsage::bench {

inline constexpr int kFewestRepetitions =
    30;  // below, a median's interval says little: such a row is left out
inline constexpr int kMostRepetitions = 300;  // beyond, it says nothing new

struct RowCost {
  std::chrono::nanoseconds per_sample{};  // with all preparation
  bool essential = false;                 // gets its fewest repetitions before all that are not
};

// Repetitions for each row; 0: left out, since the row does not fit. Essential rows come first, and
// among equals the cheap ones, so that one slow row does not cost ten others; what is left of the
// budget then goes to all rows in equal time. Rows in [kFewestRepetitions, kMostRepetitions],
// deterministic, O(n log n).
std::vector<int> plan_repetitions(std::span<const RowCost> rows, std::chrono::nanoseconds budget);

}  // namespace alertsage::bench

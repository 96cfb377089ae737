// A run of pairs that scatter, with known truth.
#pragma once

#include <cmath>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "reports/results/vocabulary.hpp"
#include "tests/reports/compare/made_pairs.hpp"

namespace alertsage::reports {

struct NoisyPairs {
  Document base;
  Document contender;
};

struct NoisyRow {
  std::string name;
  double factor = 1;       // what the contender takes, of the base
  double scatter = 0.02;   // of a side within a pair; what both share is three times as much
  bool has_second = true;  // batch
};

// The same milliseconds as made_blocks(): 30 pairs a batch.
inline NoisyPairs noisy_pairs(const std::vector<NoisyRow>& rows) {
  std::mt19937_64 random(7);
  std::vector<Series> base;
  std::vector<Series> contender;
  for (const NoisyRow& row : rows) {
    std::lognormal_distribution<double> shared(0, 3 * row.scatter);
    std::lognormal_distribution<double> own(0, row.scatter);
    Series before = made_blocks(row.name, 1);
    Series after = made_blocks(row.name, row.factor);
    for (std::size_t i = 0; i < before.rows.size(); ++i) {
      const double common = shared(random);
      before.rows[i].real_time_ns *= common * own(random);
      after.rows[i].real_time_ns *= common * own(random);
    }
    if (!row.has_second) after.rows.resize(after.rows.size() / 2);
    base.push_back(std::move(before));
    contender.push_back(std::move(after));
  }
  return {made_side_of_pairs(std::move(base)), made_side_of_pairs(std::move(contender))};
}

inline NoisyRow noisy_control(double factor) {
  return {.name = std::string(kControlRow), .factor = factor, .scatter = 0.005};
}

}  // namespace alertsage::reports

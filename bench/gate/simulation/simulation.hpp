// The whole rule on made or recorded pairs: what do rows come to whose truth is known?
#pragma once

#include <array>
#include <cstddef>
#include <functional>
#include <map>
#include <vector>

#include "reports/judge/pair_verdict.hpp"
#include "reports/stats/proportion.hpp"

namespace alertsage::gate {

struct Plan {
  std::size_t rows = 50;  // of a run
  reports::PairOptions options = {};
  double limit = 0.05;
};

struct SimulatedRow {
  reports::Change first = reports::Change::cannot_tell;  // what the first batch alone says
  reports::PairVerdict verdict = {};
  std::size_t pairs = 0;  // that were looked at, in both batches
};

// The pairs of batch 0 or 1 of one row: options.most log ratios.
using DrawBatch = std::function<std::vector<double>(std::size_t row, std::size_t batch)>;

// Judges as judge_pairs() does, but makes each rule only once.
class Simulation {
 public:
  explicit Simulation(const Plan& plan);

  // One run: rows from 0 to plan.rows - 1. Second batches are drawn where a row is called.
  std::vector<SimulatedRow> run(const DrawBatch& draw);

  // Row 0 of a run in which no other is called.
  SimulatedRow row(const DrawBatch& draw);

 private:
  SimulatedRow judged(std::size_t row, const reports::PairFinding& first, std::size_t called,
                      const DrawBatch& draw);

  Plan plan_;
  reports::PairRule first_;
  std::map<std::size_t, reports::PairRule> second_;  // by the number of rows that were called
};

// What came of rows in which the candidate takes exp(log_effect) times as long.
class Tally {
 public:
  explicit Tally(double log_effect) : log_effect_(log_effect) {}

  void add(const SimulatedRow& row);
  void add_run(const std::vector<SimulatedRow>& rows);

  reports::Proportion verdicts(reports::Change change) const;
  reports::Proportion first_batches(reports::Change change) const;
  reports::Proportion passed() const;  // same, not slower or faster
  reports::Proportion runs_with_slower() const { return runs_; }
  reports::Proportion covered() const { return covered_; }  // intervals shown, with the truth in
  double pairs_a_row() const;

 private:
  double log_effect_;
  std::array<std::size_t, 5> verdicts_ = {};  // by Change
  std::array<std::size_t, 5> first_ = {};
  reports::Proportion runs_ = {};
  reports::Proportion covered_ = {};
  std::size_t rows_ = 0;
  std::size_t pairs_ = 0;
};

}  // namespace alertsage::gate

#include "bench/gate/simulation/simulation.hpp"

#include <algorithm>
#include <cmath>

namespace alertsage::gate {
namespace {

using reports::Change;
using reports::PairFinding;

bool is_called(const PairFinding& first) {
  return reports::pair_verdict(first, {}).awaits_second;
}

}  // namespace

Simulation::Simulation(const Plan& plan)
    : plan_(plan), first_(reports::batch_rule(plan.rows, plan.options)) {}

SimulatedRow Simulation::judged(std::size_t row, const PairFinding& first, std::size_t called,
                                const DrawBatch& draw) {
  PairFinding second;
  if (is_called(first)) {
    auto rule = second_.find(called);
    if (rule == second_.end()) {
      rule = second_.emplace(called, reports::batch_rule(called, plan_.options)).first;
    }
    second = rule->second.judge(draw(row, 1), plan_.limit);
  }
  return {.first = first.change,
          .verdict = reports::pair_verdict(first, second),
          .pairs = first.pairs + second.pairs};
}

std::vector<SimulatedRow> Simulation::run(const DrawBatch& draw) {
  std::vector<PairFinding> first;
  for (std::size_t row = 0; row < plan_.rows; ++row) {
    first.push_back(first_.judge(draw(row, 0), plan_.limit));
  }
  const auto called =
      static_cast<std::size_t>(std::count_if(first.begin(), first.end(), is_called));
  std::vector<SimulatedRow> rows;
  for (std::size_t row = 0; row < plan_.rows; ++row) {
    rows.push_back(judged(row, first[row], called, draw));
  }
  return rows;
}

SimulatedRow Simulation::row(const DrawBatch& draw) {
  return judged(0, first_.judge(draw(0, 0), plan_.limit), 1, draw);
}

void Tally::add(const SimulatedRow& row) {
  ++verdicts_[static_cast<std::size_t>(row.verdict.change)];
  ++first_[static_cast<std::size_t>(row.first)];
  ++rows_;
  pairs_ += row.pairs;
  const auto& ratio = row.verdict.finding.ratio;
  if (!ratio || !ratio->interval) return;
  const reports::Interval& interval = *ratio->interval;
  ++covered_.of;
  if (std::log(interval.low) <= log_effect_ && log_effect_ <= std::log(interval.high)) {
    ++covered_.count;
  }
}

void Tally::add_run(const std::vector<SimulatedRow>& rows) {
  for (const SimulatedRow& row : rows) add(row);
  ++runs_.of;
  if (std::any_of(rows.begin(), rows.end(),
                  [](const SimulatedRow& row) { return row.verdict.change == Change::slower; })) {
    ++runs_.count;
  }
}

reports::Proportion Tally::verdicts(Change change) const {
  return {verdicts_[static_cast<std::size_t>(change)], rows_};
}

reports::Proportion Tally::first_batches(Change change) const {
  return {first_[static_cast<std::size_t>(change)], rows_};
}

reports::Proportion Tally::passed() const {
  std::size_t count = 0;
  for (const Change change : {Change::same, Change::not_slower, Change::faster}) {
    count += verdicts(change).count;
  }
  return {count, rows_};
}

double Tally::pairs_a_row() const {
  return static_cast<double>(pairs_) / static_cast<double>(std::max<std::size_t>(rows_, 1));
}

}  // namespace alertsage::gate

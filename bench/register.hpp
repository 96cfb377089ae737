// From planned rows to Google Benchmark.
#pragma once

#include <chrono>
#include <string>

#include "bench/run_log.hpp"
#include "bench/suite.hpp"

namespace alertsage::bench {

struct Planned {
  SampleRow row;
  int repetitions;
  Sample tried = {};  // the one from which its cost is known
};

// Which rows --benchmark_filter takes, as Google Benchmark reads it: a regular expression, or one
// to be left out behind a '-'.
class RowFilter {
 public:
  explicit RowFilter(std::string filter);
  bool takes(const std::string& row) const;
  const std::string& text() const noexcept { return pattern_; }

 private:
  std::string pattern_;
  bool negative_ = false;
};

// Takes one sample of each row, which also shows early what cannot be measured, and plans
// repetitions within what that leaves of the budget. Rows that do not fit go to suite.left_out,
// without a sample where another row tells what one costs. `repetitions` > 0 overrides the plan.
std::vector<Planned> plan_rows(Suite& suite, std::chrono::nanoseconds budget, int repetitions);

// The whole run must not outlive `log` and the rows. What a sample throws but DroppedSample ends
// the run.
void register_sample_row(const Planned& planned, RunLog& log);
void register_loop_row(const LoopRow& row, int repetitions, RunLog& log);

}  // namespace alertsage::bench

// One run of the gate on programs whose truth is known.
#pragma once

#include <cstddef>

#include "bench/gate/options.hpp"
#include "bench/probe/launcher.hpp"
#include "reports/compare/comparison.hpp"

namespace alertsage::gate {

// The subject: so many rows of so much work each, of which `slow_row` does `factor` times as much
// in the candidate.
struct TrialSubject {
  std::size_t rows = 20;
  double size = 1;    // of a row, in pieces of work of some milliseconds
  double factor = 1;  // of the slow row
  std::size_t slow_row = 0;
};

struct TrialResult {
  reports::Comparison comparison;
  ExitCode verdict = ExitCode::undecided;
  double seconds = 0;

  std::size_t called_slower() const;  // comparisons, of memory too
  const reports::RowComparison& row(std::size_t number) const;
};

// The options' sides are the subject's, whatever they were. Throws Error; probe::Interrupted.
TrialResult run_trial(const TrialSubject& subject, Options options, probe::Launcher& launcher);

}  // namespace alertsage::gate

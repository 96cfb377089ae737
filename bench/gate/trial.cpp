#include "bench/gate/trial.hpp"

#include <fmt/format.h>

#include <exception>

#include "bench/gate/benchmark_pairs.hpp"
#include "bench/gate/gate.hpp"
#include "bench/gate/side_program.hpp"
#include "bench/probe/sibling_program.hpp"
#include "core/base/error.hpp"
#include "core/base/shell_quoted.hpp"

namespace alertsage::gate {
namespace {

std::string name_of_row(std::size_t number) {
  return fmt::format("work/{}", number);
}

}  // namespace

std::size_t TrialResult::called_slower() const {
  return comparison.count(reports::Change::slower);
}

const reports::RowComparison& TrialResult::row(std::size_t number) const {
  for (const reports::RowComparison& row : comparison.rows) {
    if (row.name == name_of_row(number)) return row;
  }
  throw Error(ErrorKind::environment, "a row of the subject gave no sample",
              {.piece = name_of_row(number)});
}

TrialResult run_trial(const TrialSubject& subject, Options options, probe::Launcher& launcher) {
  const std::string program =
      shell_quoted(probe::sibling_program("alertsage-gate-subject").native());
  options.base = fmt::format("{} {} {}", program, subject.rows, subject.size);
  // By its arguments another program, also where the factor is 1: an A/A run would end early.
  options.candidate = fmt::format("{} {} {}", options.base, subject.factor, subject.slow_row);
  const SideProgram base = side_program(options.base, launcher);
  const SideProgram candidate = side_program(options.candidate, launcher);
  BenchmarkPairs pairs(options, base, candidate, launcher);
  Gate gate(options, pairs, {base.id, base.text}, {candidate.id, candidate.text});
  gate.run();
  if (gate.failure()) std::rethrow_exception(gate.failure());
  if (gate.was_interrupted()) throw probe::Interrupted();
  return {.comparison = gate.comparison(), .verdict = gate.verdict(), .seconds = gate.seconds()};
}

}  // namespace alertsage::gate

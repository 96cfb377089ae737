// Where the time of a start goes, for commands that report it: until main() begins and after it,
// the load, the first answer.
#pragma once

#include <optional>
#include <vector>

#include "reports/charts/chart.hpp"
#include "reports/charts/process_rows.hpp"

namespace alertsage::reports {

// Medians, in nanoseconds, each of its own part: so they need not add up to the whole's.
struct StartParts {
  double outside = 0;  // spawn and start-up: first output less what the process reports
  double load = 0;
  double answer = 0;  // the first one, without the load

  double total() const { return outside + load + answer; }
};

// Nothing where a sample lacks a part, or a median is below 0 (output that came before the answer).
std::optional<StartParts> start_parts(const ProcessRow& row);

// A bar a row that has parts. Nothing where none has.
std::optional<Chart> start_chart(const std::vector<ProcessState>& states);

}  // namespace alertsage::reports

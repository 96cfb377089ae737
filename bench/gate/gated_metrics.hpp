// In what the rows of a gate are compared: what was asked for, or what they have.
#pragma once

#include <string>
#include <vector>

#include "bench/gate/recording.hpp"
#include "reports/compare/comparison.hpp"

namespace alertsage::gate {

// Those that were asked for; where none was, time, and of rows that have them counts and bytes of
// memory, reads and all that is exact. Throws Error (usage), naming those that there are, where one
// was asked for that no row of the recording has.
std::vector<std::string> gated_metrics(const Recording& recording,
                                       const reports::CompareOptions& options);

}  // namespace alertsage::gate

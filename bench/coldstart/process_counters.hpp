// A launched process as the counters of a raw row.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/probe/launcher.hpp"

namespace alertsage::coldstart {

// CPU time, faults, bytes read, peak memory, and the times to first output and to the end, by their
// names in reports/results/vocabulary.hpp.
std::vector<std::pair<std::string_view, double>> process_counters(const probe::ProcessSample& run);

// How a process that did not succeed ended, as half a sentence: "exited with 1: no such file".
std::string failure_of(const probe::ProcessSample& run);

}  // namespace alertsage::coldstart

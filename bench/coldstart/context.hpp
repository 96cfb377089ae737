// What has to be known of a run beside its samples.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "bench/coldstart/file_states.hpp"
#include "bench/coldstart/options.hpp"
#include "bench/coldstart/subject.hpp"

namespace alertsage::coldstart {

// The context of the result document (docs/results-format.md): the machine, the commands, the
// states and their proofs, the seed.
std::map<std::string, std::string> context_of(const Options& options,
                                              const std::vector<Subject>& subjects,
                                              const Files& files, const FileStates& states);

}  // namespace alertsage::coldstart

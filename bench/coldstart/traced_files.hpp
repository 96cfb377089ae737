// The files of the commands, found by one unmeasured, traced run of each.
#pragma once

#include <string>
#include <vector>

#include "bench/coldstart/file_states.hpp"
#include "bench/coldstart/options.hpp"
#include "bench/coldstart/subject.hpp"

namespace alertsage::coldstart {

// The named files, and what tracing finds where --file auto or the state program-cold asks for it.
// Throws Error where a command cannot be traced, saying what to do instead.
Files files_of(const Options& options, const std::vector<Subject>& subjects);

// What tracing found, for people: how many files, how large, and their names, of very many the
// largest. Nothing where nothing was traced.
std::string describe_found(const Files& files);

}  // namespace alertsage::coldstart

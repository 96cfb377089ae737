// What to run next, after a leak: the tool that shows where in the code it is, with the arguments
// for this case.
#pragma once

#include <string>
#include <vector>

#include "reports/results/leak_section.hpp"

namespace alertsage::leaktest {

// Command lines for a shell, one for each kind of leak. `command` runs the subject once more,
// without this program around it, with `environment` (NAME=VALUE) in front; empty of a process that
// was there before. Empty where nothing leaks.
std::vector<std::string> site_finders(const reports::LeakSection& section,
                                      const std::vector<std::string>& command,
                                      const std::vector<std::string>& environment = {});

// Words as a POSIX shell reads them back.
std::string shell_command(const std::vector<std::string>& words);

}  // namespace alertsage::leaktest

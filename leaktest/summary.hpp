// What a terminal shows of a section.
#pragma once

#include <string>

#include "reports/results/leak_section.hpp"

namespace alertsage::leaktest {

// The verdict and why; the quantities that people ask for, and whatever is wrong; what leaked, and
// what finds its site.
std::string summary(const reports::LeakSection& section);

}  // namespace alertsage::leaktest

// One element of `leaktest`.
#pragma once

#include "reports/results/json.hpp"
#include "reports/results/leak_section.hpp"

namespace alertsage::reports {

// Keys that documents did not have from the start may be absent (docs/results-format.md).
// Throws Error (format, without a place) that names the key which is absent or of the wrong type;
// unsupported for a verdict, or kind of metric, of a later version. Unknown keys are ignored.
LeakSection read_leak_section(const JsonValue& element);

}  // namespace alertsage::reports

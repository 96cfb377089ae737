// From a child's series to a section of the result document.
#pragma once

#include <string>

#include "leaktest/cycles.hpp"
#include "reports/results/leak_section.hpp"

namespace alertsage::leaktest {

// leak/<strategy>/<model>/<mode>
std::string section_name(const CyclePlan& plan, const std::string& model);

// `model` is its name in reports. `max_leak_bytes` is the limit of `clean`, per load, for heap in
// use; resident memory is accounted in pages, and its limit is never below one. Without heap in use
// or anonymous memory nothing is `clean`: under another malloc, and in some sandboxes, the counters
// that are left would say so of any leak.
reports::LeakSection judge(const CyclePlan& plan, const std::string& model,
                           const CycleResult& result, double max_leak_bytes);

}  // namespace alertsage::leaktest

// A comparison as JUnit XML, which CI systems show beside their other tests.
#pragma once

#include <string>

#include "reports/compare/comparison.hpp"

namespace alertsage::reports {

// One testsuite "compare", one testcase a row and metric (classname "compare.METRIC"), and one a
// leak test ("compare.leaktest").
//   failure: slower, or worse in another metric; a leak that is new or grew.
//   error: a leak test that could not be made; and "the whole comparison" where the run is
//     contaminated, cannot be compared fairly or is incomplete, as then no row's passing says much.
//   skipped: cannot tell, or in one document only. A gate that wants to be strict has the exit code
//     of `alertsage-report compare`, which is 2.
// `system-out` has the figures.
std::string comparison_junit(const Comparison& comparison);

}  // namespace alertsage::reports

// Leak tests as JUnit XML, which CI systems show beside their other tests.
#pragma once

#include <string>

#include "reports/results/document.hpp"

namespace alertsage::reports {

// One testsuite, one testcase a leak section (classname "leaktest"), and one for each test that
// could not be made. CI systems know three outcomes besides passed:
//   failure: a leak.
//   error: the test could not be made; CI systems fail on it as on a failure. A document that is
//     truncated, or says that its run ended early, has one more testcase with an error, as nobody
//     knows what is missing.
//   skipped: decelerating, allocator retention over the limit, cannot tell, or clean in a run that
//     ended early: neither passed nor failed. A gate that wants to be strict has the exit code of
//     alertsage-leaktest, which is 2.
// `system-out` has the figures. Characters that XML 1.0 forbids are printed as \xNN.
std::string leak_junit(const Document& document);

}  // namespace alertsage::reports

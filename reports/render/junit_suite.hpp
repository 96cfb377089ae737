// Test cases as JUnit XML, which CI systems show beside their other tests. They know three outcomes
// besides passed.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace alertsage::reports {

enum class JunitOutcome {
  passed,
  failed,
  error,    // could not be tested; CI systems fail on it as on a failure
  skipped,  // neither passed nor failed
};

struct JunitCase {
  std::string class_name = {};
  std::string name = {};
  JunitOutcome outcome = JunitOutcome::passed;
  std::string type = {};     // of a failure or an error
  std::string message = {};  // of what did not pass
  std::string output = {};   // figures, on printable lines; empty: none
  std::optional<double> seconds = {};
};

// One testsuite, with its counts. What is not printable in names, types and messages is written as
// \xNN, and with it all that XML 1.0 forbids.
std::string junit_xml(std::string_view suite, const std::vector<JunitCase>& cases);

}  // namespace alertsage::reports

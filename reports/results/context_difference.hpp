// Were two documents measured in the same environment?
#pragma once

#include <string>
#include <vector>

#include "reports/results/document.hpp"

namespace alertsage::reports {

struct ContextDifference {
  std::string key;
  std::string first;
  std::string second;

  bool operator==(const ContextDifference&) const = default;
};

// Keys that both contexts have, with values that differ by more than space; in the keys' order.
// Left aside are those that differ between any two runs (date, load, clock rate, seed, …) and those
// that speak of rows (alertsage.left_out.…).
std::vector<ContextDifference> context_differences(const Document& first, const Document& second);

}  // namespace alertsage::reports

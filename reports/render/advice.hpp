// The sentences on top of a report: for each use, which strategy and why, from the data alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/charts/measurements.hpp"

namespace alertsage::reports {

struct Advice {
  std::string use = {};        // "One-shot command"
  std::string verdict = {};    // "Map the model file."
  std::string reason = {};     // with figures; says what was not measured or not decided
  std::string elsewhere = {};  // the same for the other models, empty where there are none
};

// One for each use: one-shot command, long-running service, N workers. The figures are those of
// the first of `models`; the others are said in `elsewhere`. REQUIRES: !models.empty().
std::vector<Advice> advise(const Measurements& measurements,
                           const std::vector<std::string>& models);

}  // namespace alertsage::reports

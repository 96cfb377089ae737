// load/ and first_prediction/ in a child of the row's own: of plug-ins, and of our strategies
// beside them, so that both are measured in one way, and a plug-in that crashes costs its row
// alone.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bench/loader_peer.hpp"
#include "bench/probe/page_state.hpp"
#include "bench/suite.hpp"

namespace alertsage::bench {

// One way to load one model in one page state.
struct LoaderCase {
  std::string tail;  // of the rows' names: <strategy>/<model>/<state>
  LoaderJob job;
  std::string input;
  // The answer; where there is none yet, the first one is, for all who share it.
  std::shared_ptr<std::optional<std::string>> expected;
  std::shared_ptr<const probe::PageState> pages = {};
};

// A row's sample throws Error where the load fails, and (mismatch) for another answer.
std::vector<SampleRow> loader_rows(const LoaderCase& of);

}  // namespace alertsage::bench

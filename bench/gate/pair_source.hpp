// Where pairs come from: what runs both sides, and what is read of each run.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "bench/gate/recording.hpp"

namespace alertsage::gate {

// So many pairs to run next.
struct PairStep {
  std::size_t batch = 1;
  std::size_t pairs = 0;               // even
  std::vector<std::string> rows = {};  // displayed names of those that want samples; a source may
                                       // sample others too
};

class PairSource {
 public:
  virtual ~PairSource() = default;

  // Displayed names of the rows that both sides have, as far as is known before they are run. One
  // that only a side has is sampled with all others, so that the documents tell of it.
  virtual std::vector<std::string> rows() const = 0;

  // Runs both sides, so that the first pair is like the others. What was measured is no sample of
  // the gate's, and tells which rows and metrics there are. Returns how many pairs that were, with
  // all rows.
  virtual std::size_t warm_up(Recording& recording) = 0;

  // How many rows a pair of that step samples: what it costs grows with them.
  virtual std::size_t rows_of(const PairStep& step) const = 0;

  // Runs the pairs, in fresh processes, each pair in random order, and adds the samples, the
  // control's too. A row that fails in a run is a sample that was not kept. Throws Error where a
  // run fails and fails again; probe::Interrupted. The samples until then are in the recording.
  virtual void run(const PairStep& step, Recording& recording) = 0;
};

}  // namespace alertsage::gate

// Samples that an instrument took and rejected.
#pragma once

#include "reports/results/document.hpp"

namespace alertsage::reports {

// Makes of one note for each dropped sample one for each row, in the first's place, with its extent
// ("2 of 31 samples") and its reasons: those that differ, three at most. O(notes + series).
void join_dropped_samples(Document& document);

}  // namespace alertsage::reports

// Samples that an instrument took and did not keep, as notes for a reader.
#pragma once

#include "reports/results/document.hpp"

namespace alertsage::reports {

// Appends one note for each row and kind: how many of the row's samples ("2 of 31 samples", "3 of
// 33 runs"), and the reasons: those that differ, three at most. O(rejected + series).
void note_rejected_samples(Document& document);

}  // namespace alertsage::reports

// Several documents as one.
#pragma once

#include <vector>

#include "reports/results/document.hpp"

namespace alertsage::reports {

// Rows of the same benchmark are appended as later repetitions; what the contexts disagree about
// is noted, and the first one's value stands. REQUIRES: !documents.empty().
Document merge(std::vector<Document> documents);

// Sorts each series by source and `sequence`, and gives it the name that is displayed: run_name
// without decorations; where two series would be displayed alike, with them, and with the label.
void put_in_order(Document& document);

}  // namespace alertsage::reports

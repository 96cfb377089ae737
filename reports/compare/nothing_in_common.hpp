// Why two documents have no row in common, in a line that says what to do.
#pragma once

#include <string>

#include "core/base/error.hpp"
#include "reports/results/document.hpp"

namespace alertsage::reports {

// Of kind mismatch, and in the file that is to blame: a document without a sample, documents of two
// kinds, a filter, other names. REQUIRES: no row that `filter` lets through is in both.
Error nothing_in_common(const Document& base, const Document& contender, const std::string& filter);

}  // namespace alertsage::reports

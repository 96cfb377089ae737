// By what a run of pairs was judged while it ran, as its documents say, so that a comparison of
// them that is made later says the same.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "reports/results/document.hpp"

namespace alertsage::reports {

struct Comparison;
struct CompareOptions;

struct RunTerms {
  std::optional<double> max_slowdown = {};
  std::optional<double> alpha = {};
  std::string filter = {};                // empty: all rows
  std::vector<std::string> metrics = {};  // empty: not said
  bool with_policy = false;
};

// Throws Error: mismatch where the two documents differ in them, format where a figure is none or
// outside of what the flag may be.
RunTerms terms_of_run(const Document& base, const Document& contender);

// Writes into a document of a run of pairs what terms_of_run() reads: what was asked for, with
// defaults where it was not, and the metrics, whose names have no comma.
void write_terms(const CompareOptions& asked, std::span<const std::string> metrics,
                 Document& document);

// A sentence for each flag of the comparison that is not as it was in the run. Printable.
std::vector<std::string> departures_from(const RunTerms& terms, const Comparison& comparison);

}  // namespace alertsage::reports

// What a document says about all its leak tests, before it has a format.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/render/leak_section_report.hpp"
#include "reports/results/document.hpp"

namespace alertsage::reports {

struct LeakReport {
  LeakVerdict verdict = LeakVerdict::clean;  // the worst
  std::string headline = {};  // "Leak in 1 of 5 tests.", "Clean: no leak in 12 tests."
  std::string finding = {};   // which ones; empty where all are clean
  std::vector<LeakSectionReport> sections = {};  // the worst first
  std::vector<std::string> failed = {};          // tests that could not be made, and why
  std::string not_drawn = {};  // how many tests have no chart for there being too many
  std::string method = {};
};

// Nothing where the document has no leak sections. Of one model alone where `model` is not empty.
// The worst sections have charts, at most twenty-four: a page of more is not looked at.
std::optional<LeakReport> leak_report(const Document& document, const std::string& model);

}  // namespace alertsage::reports

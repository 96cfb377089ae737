// What a document says about repeated loads, before it has a format.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/charts/chart.hpp"
#include "reports/results/document.hpp"

namespace alertsage::reports {

struct LeakSectionReport {
  std::string name = {};  // "mmap, alertsage: load-predict-drop"
  LeakVerdict verdict = LeakVerdict::cannot_tell;
  std::string verdict_words = {};            // "leak", "clean, run cut short"
  std::string growth = {};                   // a cycle, with its interval, and of what
  std::string smallest_leak = {};            // that would have been seen; empty: not established
  std::string reason = {};                   // what decided, and why
  std::vector<std::string> remarks = {};     // what the allocator kept; why the run ended early
  std::vector<std::string> leaked = {};      // "45 more descriptors: /tmp/model.json"
  std::string subject = {};                  // the command, or "process 4711"; empty of a model
  std::vector<std::string> next_steps = {};  // the commands that find the sites
  std::optional<Chart> chart = {};
  std::string constant = {};  // "Constant over 60 cycles: threads."; empty where the chart says it
};

struct LeakReport {
  LeakVerdict verdict = LeakVerdict::clean;      // the worst
  std::string headline = {};                     // "1 of 5 leaks", "No leak in 12 tests"
  std::string finding = {};                      // which ones; empty where all are clean
  std::vector<LeakSectionReport> sections = {};  // the worst first
  std::vector<std::string> failed = {};          // tests that could not be made, and why
  std::string not_drawn = {};  // how many tests have no chart for there being too many
  std::string method = {};
};

// Nothing where the document has no leak sections. Of one model alone where `model` is not empty.
// The worst sections have charts, at most twenty-four: a page of more is not looked at.
std::optional<LeakReport> leak_report(const Document& document, const std::string& model);

}  // namespace alertsage::reports

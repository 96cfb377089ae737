// What a document says about one leak test, before it has a format.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/charts/chart.hpp"
#include "reports/results/leak_section.hpp"

namespace alertsage::reports {

struct LeakSectionReport {
  std::string name = {};  // "mmap, alertsage: load-predict-drop"
  LeakVerdict verdict = LeakVerdict::cannot_tell;
  std::string verdict_words = {};            // "leak", "clean, partial"
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

LeakSectionReport leak_section_report(const LeakSection& section, bool with_chart);

}  // namespace alertsage::reports

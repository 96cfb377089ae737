// From series to a section of the result document.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reports/results/leak_section.hpp"

namespace alertsage::leaktest {

struct Observed {
  std::map<std::string, std::vector<double>> series = {};  // by leak_metric::, one value a cycle
  bool heap_needed = true;  // false where the process may have a malloc that nobody can ask
  bool trimmed = true;      // before each value
  bool idle = false;        // the process used no CPU time meanwhile
  std::optional<double> most_descriptors = {};       // that it may have open
  std::optional<reports::Retention> untrimmed = {};  // the part without trims; its figures open
};

// Fills in `section` (whose names stand): metrics, verdict, reason, retention, series.
//
// `max_leak_bytes` is the limit of `clean`, per cycle. Resident and mapped memory come in pages,
// and their limit is never below one. Without anonymous memory, descriptors, mappings, and heap in
// use or counted bytes where they are needed, nothing is `clean`: the quantities that are left
// would say so of any leak.
//
// Descriptors that have come up to the most that may be open cannot rise any more: they are judged
// up to there. What did nothing is not `clean`.
//
// What the allocator keeps is a verdict unless it certainly grows by less than that limit.
//
// What decides is counted bytes, else heap in use; anonymous, shared and mapped memory;
// descriptors, mappings, threads, objects of shared memory. Pages of files are in the series and do
// not: they are the page cache's.
//
// Resident memory that grows while counted bytes and mapped ones do not is no leak of the program.
void judge(const Observed& observed, double max_leak_bytes, reports::LeakSection& section);

// Whether a quantity that decides grew by more than is clean, from one moment to another so many
// cycles later. By name, as the series.
bool has_grown(const std::map<std::string, double>& before,
               const std::map<std::string, double>& after, std::size_t cycles,
               double max_leak_bytes);

}  // namespace alertsage::leaktest

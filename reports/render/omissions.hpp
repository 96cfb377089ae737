// What is not in the figures of a report, and why: a document's notes as lists for people.
#pragma once

#include <string>
#include <vector>

#include "reports/results/document.hpp"

namespace alertsage::reports {

struct Omission {
  std::string subject = {};  // a row, a key of the context, a file; empty where it is all files
  std::string reason = {};

  std::string words() const;  // "load/mmap/alertsage/cold: tmpfs cannot be evicted"
};

struct Omissions {
  std::vector<Omission> dropped = {};   // samples rejected by the instruments
  std::vector<Omission> left_out = {};  // rows that were not run
  std::vector<Omission> remarks = {};   // what the reader of the files remarked
};

// Every note of `document`: one entry each, and one for all aggregates of all files.
Omissions omissions_of(const Document& document);

}  // namespace alertsage::reports

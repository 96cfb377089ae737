// What is not in the figures of a report, and why: a document's notes as lists for people.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "reports/results/document.hpp"

namespace alertsage::reports {

struct Omission {
  std::vector<std::string> subjects = {};  // rows, keys of the context, files; none: all files
  std::string reason = {};

  // "load/mmap/alertsage/cold and 27 others: tmpfs cannot be evicted", with so many of the subjects
  // named. REQUIRES: most_named >= 1.
  std::string words(std::size_t most_named) const;
};

struct Omissions {
  std::vector<Omission> dropped = {};   // samples rejected by the instruments
  std::vector<Omission> left_out = {};  // rows that were not run
  std::vector<Omission> remarks = {};   // what the reader of the files remarked
};

// Every note of `document`. Those with the same reason share an entry, in which a subject with
// several says how many ("load/x (30 times)"); all aggregates of all files are one.
Omissions omissions_of(const Document& document);

// The same in fewer words: those whose reasons differ in nothing but figures share one, with the
// range of these (NoteList).
std::vector<Omission> in_ranges(const std::vector<Omission>& omissions);

}  // namespace alertsage::reports

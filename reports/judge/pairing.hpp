// How the samples of two documents belong together: as pairs that met the same state of the
// machine, or not at all.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "reports/judge/metric.hpp"
#include "reports/results/document.hpp"

namespace alertsage::reports {

enum class Design {
  paired_blocks,  // one run of both programs: samples of equal batch and block are a pair
  paired_files,   // as many files a side, made in turn: each two that were made together are a pair
  unpaired,       // the one side was measured after the other
};

// paired_blocks: both contexts have the same context::kPairs. paired_files: both sides are several
// files, as many, made as base, new, new, base, … by their dates: the two of each pair come before
// the two of the next, no two at once, and each side is first in half of the pairs, or one more.
Design design_of(const Document& base, const Document& contender);

// Pairs a batch, as both contexts have it. Throws Error (mismatch) where they differ, (format)
// where it is no even number from kFewestPairs to kMostPairs.
std::size_t pairs_planned(const Document& base, const Document& contender);

struct Pair {
  double base;  // in the metric's unit; of several samples, their median
  double contender;

  bool operator==(const Pair&) const = default;
};

// A change from 0 has no ratio: a pair with a 0 is one of its values plus 1. What other pairs hold
// is no matter, so that a 0 in a later one changes nothing that was said before.
Pair without_zero(const Pair& pair);

// In the order of blocks. What has no block, or no partner, is in none.
struct PairedBatches {
  std::vector<Pair> first = {};
  std::vector<Pair> second = {};
};
PairedBatches pairs_of_blocks(const Series& base, const Series& contender, const Metric& metric);

// One pair for each two files that both have the row. REQUIRES: the series are of these documents,
// whose design is paired_files.
struct DocumentSeries {
  const Document& document;
  const Series& series;
};
std::vector<Pair> pairs_of_files(const DocumentSeries& base, const DocumentSeries& contender,
                                 const Metric& metric);

// Seconds since 1970 of "2024-05-06T07:08:09+02:00", with a space in place of T, with Z, or without
// a zone, which counts as UTC. Nothing for what is no such date.
std::optional<long long> seconds_of_date(std::string_view date);

}  // namespace alertsage::reports

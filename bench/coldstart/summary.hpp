// A document's process rows as figures: what is printed on the terminal and exported.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "reports/results/document.hpp"
#include "reports/stats/interval.hpp"
#include "reports/stats/ratio.hpp"

namespace alertsage::coldstart {

inline constexpr double kConfidence = 0.95;

struct RowSummary {
  std::string command;  // its name, printable
  std::string state;
  bool is_floor = false;

  std::size_t kept = 0;
  std::size_t dropped = 0;  // for want of proof
  std::size_t failed = 0;
  std::string reason = {};  // of the last one that was not kept

  std::optional<reports::Sample> times = {};       // ns, to the timed point
  std::optional<reports::Interval> interval = {};  // of their median
  std::optional<reports::Ratio> ratio = {};        // to the reference, in this state
  std::optional<double> first_output_ns = {};      // medians, from here on
  std::optional<double> exit_ns = {};
  std::optional<double> cpu_seconds = {};
  std::optional<double> peak_rss_bytes = {};
  bool peak_rss_at_floor = false;  // of half of the samples: at most that
  std::optional<double> minor_faults = {};
  std::optional<double> major_faults = {};
  std::optional<double> read_bytes = {};
};

// In the document's order, floors last. The ratio is that of pairs, one a block, to the reference
// that the context names, or else to the command whose median is the smallest in that state; a
// command alone in its state has none.
std::vector<RowSummary> summarise(const reports::Document& document);

}  // namespace alertsage::coldstart

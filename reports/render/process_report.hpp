// What a document says about commands in fresh processes, before it has a format.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reports/charts/chart.hpp"
#include "reports/charts/measurements.hpp"
#include "reports/render/facts.hpp"
#include "reports/render/figure_table.hpp"

namespace alertsage::reports {

struct ProcessStateReport {
  std::string title = {};    // "Warm"
  std::string finding = {};  // which command takes how long, and the others how many times that
  std::string meaning = {};  // of the state, in general
  std::string proof = {};  // what the instrument made so, and how it knows; empty: it says nothing
  FigureTable table = {};
  std::optional<Chart> distribution = {};
};

struct ProcessReport {
  std::string method = {};  // what a sample is, and how the table reads
  std::vector<ProcessStateReport> states = {};
  std::optional<Chart> start_chart = {};
  std::vector<Fact> commands = {};  // names and texts, where these differ
};

// Nothing where the document has no rows process/<command>/<state>.
std::optional<ProcessReport> process_report(const Measurements& measurements);

// The commands, in the order of their first appearance, without floors.
std::vector<std::string> commands_of(const Measurements& measurements);

}  // namespace alertsage::reports

// The rows process/<command>/<state>: any command, in a fresh process each time.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "reports/charts/measurements.hpp"
#include "reports/charts/paint.hpp"
#include "reports/results/document.hpp"
#include "reports/stats/ratio.hpp"

namespace alertsage::reports {

struct ProcessRow {
  std::string command = {};  // its name
  std::string state = {};
  bool is_floor = false;                // a program that does nothing
  Paint paint = {};                     // of the command, the same in every state
  const Series* series = nullptr;       // nullptr where no sample was kept
  const Measured* timed = nullptr;      // to the timed point; nullptr likewise
  std::vector<const Note*> notes = {};  // why samples are missing
};

// The rows of one state: commands in the order of their first appearance, floors last.
struct ProcessState {
  std::string state = {};
  std::vector<ProcessRow> rows = {};
};

// In the order warm, cold, program-cold, unproven. Empty where the document has no such rows.
// Points into the document and the measurements.
std::vector<ProcessState> process_states(const Measurements& measurements);

// A counter of the row's samples; nothing where one of them lacks it.
std::optional<Measured> measured_counter(const ProcessRow& row, std::string_view counter);

struct ProcessRatio {
  Ratio ratio;
  bool paired = false;  // by block, which cancels what the machine did meanwhile
};

// How many times as long as `base` the row takes to the timed point. Nothing where one of them has
// less than two samples, or a time of 0. REQUIRES: of one state.
std::optional<ProcessRatio> process_ratio(const ProcessRow& base, const ProcessRow& row);

// What the others of a state are compared with: the document's reference command, where it names
// one that was measured in this state; else the fastest. Floors are not considered. nullptr where
// nothing was measured.
const ProcessRow* base_of(const ProcessState& state, const Document& document);
const ProcessRow* fastest_of(const ProcessState& state);

}  // namespace alertsage::reports

// One sample of one row.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "bench/coldstart/file_states.hpp"
#include "bench/coldstart/options.hpp"
#include "bench/coldstart/output_pattern.hpp"
#include "bench/coldstart/subject.hpp"
#include "bench/probe/launcher.hpp"
#include "core/base/random.hpp"
#include "reports/results/document.hpp"

namespace alertsage::coldstart {

// A command in a state.
struct RowPlan {
  const Subject* subject;
  State state;
  bool reads_files = true;  // false: the state of the files does not matter to it

  std::string name() const;  // process/NAME/STATE
};

// A sample, or why there is none.
struct Taken {
  std::optional<reports::Row> row = {};
  reports::NoteKind kind = reports::NoteKind::failed;  // or dropped; of what was not kept
  std::string reason = {};
};

class Sampler {
 public:
  // The arguments must outlive the object.
  Sampler(const Options& options, probe::Launcher& launcher, FileStates& files);

  // Prepares, makes the state, runs the command, and proves the state. A run that fails and a state
  // that cannot be proven are no errors. Throws Error where the command cannot be started or its
  // --prepare fails; probe::Interrupted.
  Taken take(const RowPlan& plan);

  // What a sample's time is: "exit", "first output", "first output that matches REGEX".
  std::string timed_to() const;

 private:
  void run_prepare(const Subject& subject);
  probe::Command command_for(const Subject& subject);
  std::optional<std::chrono::nanoseconds> time_of(const probe::ProcessSample& run,
                                                  bool is_floor) const;
  Taken judge(const probe::ProcessSample& run, bool is_floor) const;

  const Options& options_;
  probe::Launcher& launcher_;
  FileStates& files_;
  std::optional<OutputPattern> pattern_;
  SplitMix64 random_;
};

}  // namespace alertsage::coldstart

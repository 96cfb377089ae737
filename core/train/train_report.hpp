// What `alertsage train` says: a line while each phase runs, and what came of it.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>

#include "core/base/progress.hpp"
#include "core/load/model_files.hpp"
#include "core/train/trainer.hpp"

namespace alertsage {

class Stopwatch {
 public:
  // Seconds since the last lap, or since it was made.
  double lap();

 private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

// A TrainProgress that draws a progress line and keeps the time.
class PhaseReport {
 public:
  explicit PhaseReport(bool draw) : draw_(draw) {}

  void operator()(TrainPhase phase, std::size_t done, std::size_t total);

  // Ends the phase that runs: its line goes, its time stands.
  void finish();

  double seconds(TrainPhase phase) const { return seconds_[static_cast<std::size_t>(phase)]; }

 private:
  bool draw_;
  Stopwatch watch_;
  std::optional<TrainPhase> running_;
  std::optional<Progress> line_;
  std::array<double, 3> seconds_ = {};  // by TrainPhase
};

// On stdout: terms, classes, seconds for each phase, held-out accuracy.
void print_training(const TrainingResult& result, const PhaseReport& phases);

}  // namespace alertsage

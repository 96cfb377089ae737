// The control: the same fixed piece of work beside each side of each pair. Whatever it does on one
// side and not on the other, no program of the user's has done.
#pragma once

#include <filesystem>

#include "bench/gate/recording.hpp"
#include "bench/probe/launcher.hpp"

namespace alertsage::gate {

class Control {
 public:
  // `launcher` must outlive the object. Throws Error (not_found) where the program is not there.
  explicit Control(probe::Launcher& launcher);

  // Runs it once and adds the sample. Throws Error (environment) where it fails;
  // probe::Interrupted.
  void sample(Side side, const Place& place, Recording& recording);

 private:
  probe::Launcher& launcher_;
  std::filesystem::path program_;
};

// The program, for whoever runs it otherwise.
std::filesystem::path control_program();

}  // namespace alertsage::gate

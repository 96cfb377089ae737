#include "bench/gate/control.hpp"

#include <string>

#include "bench/coldstart/process_counters.hpp"
#include "bench/probe/sibling_program.hpp"
#include "core/base/error.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::gate {

std::filesystem::path control_program() {
  return probe::sibling_program("alertsage-control");
}

Control::Control(probe::Launcher& launcher) : launcher_(launcher), program_(control_program()) {}

void Control::sample(Side side, const Place& place, Recording& recording) {
  const probe::ProcessSample run = launcher_.run({.arguments = {program_.native()}});
  if (!run.succeeded()) {
    throw Error(ErrorKind::environment, coldstart::failure_of(run), {.file = program_.native()});
  }
  recording.add(side, std::string(reports::kControlRow),
                {.real_time_ns = static_cast<double>(run.elapsed.count())}, place);
}

}  // namespace alertsage::gate

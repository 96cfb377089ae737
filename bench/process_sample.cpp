#include "bench/process_sample.hpp"

#include <fmt/format.h>

#include "bench/coldstart/process_counters.hpp"
#include "core/base/error.hpp"

namespace alertsage::bench {

probe::ProcessSample run_checked(probe::Launcher& launcher, probe::Command command) {
  command.timeout = kPatience;
  probe::ProcessSample run = launcher.run(command);
  if (!run.succeeded()) {
    throw Error(ErrorKind::environment, fmt::format("the process {}", coldstart::failure_of(run)),
                {.file = command.arguments.front()});
  }
  return run;
}

Sample to_first_output(const probe::ProcessSample& run) {
  if (!run.first_output) throw Error(ErrorKind::environment, "a measured process printed nothing");
  return {.elapsed = *run.first_output, .counters = coldstart::process_counters(run)};
}

Sample to_end(const probe::ProcessSample& run) {
  return {.elapsed = run.elapsed, .counters = coldstart::process_counters(run)};
}

}  // namespace alertsage::bench

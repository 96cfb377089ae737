#include "bench/process_sample.hpp"

#include <fmt/format.h>

#include "bench/measure.hpp"
#include "core/base/error.hpp"

namespace alertsage::bench {
namespace {

std::string_view how(probe::Ending ending) {
  switch (ending) {
    case probe::Ending::exited:
      return "exited with";
    case probe::Ending::signalled:
      return "was ended by signal";
    case probe::Ending::timed_out:
      return "timed out with";
  }
  return "ended with";
}

Sample sample_of(const probe::ProcessSample& run, std::chrono::nanoseconds elapsed) {
  Sample sample = with_usage(elapsed, run.usage);
  sample.counters.emplace_back(reports::counter::kPeakRssBytes,
                               static_cast<double>(run.peak_rss_bytes));
  sample.counters.emplace_back(reports::counter::kPeakRssAtFloor,
                               run.peak_rss_at_floor() ? 1.0 : 0.0);
  sample.counters.emplace_back(reports::counter::kExitNs, static_cast<double>(run.elapsed.count()));
  if (run.first_output) {
    sample.counters.emplace_back(reports::counter::kFirstOutputNs,
                                 static_cast<double>(run.first_output->count()));
  }
  return sample;
}

}  // namespace

probe::ProcessSample run_checked(probe::Launcher& launcher, probe::Command command) {
  command.timeout = kPatience;
  probe::ProcessSample run = launcher.run(command);
  if (!run.succeeded()) {
    throw Error(ErrorKind::environment,
                fmt::format("the process {} {}: {}", how(run.ending), run.code,
                            printable(run.stderr_line(), 400)),
                {.file = command.arguments.front()});
  }
  return run;
}

Sample to_first_output(const probe::ProcessSample& run) {
  if (!run.first_output) throw Error(ErrorKind::environment, "a measured process printed nothing");
  return sample_of(run, *run.first_output);
}

Sample to_end(const probe::ProcessSample& run) {
  return sample_of(run, run.elapsed);
}

}  // namespace alertsage::bench

#include "bench/gate/recorder.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <span>
#include <string>

#include "bench/gate/control.hpp"
#include "bench/gate/machine_load.hpp"
#include "bench/gate/recording.hpp"
#include "core/base/progress.hpp"
#include "reports/stats/autocorrelation.hpp"
#include "reports/stats/sample.hpp"

namespace alertsage::gate {
namespace {

// The coefficient of variation and the correlation of neighbours, of the times themselves.
std::string scatter_of(const reports::Series& series) {
  std::vector<double> times;
  double sum = 0;
  for (const reports::Row& row : series.rows) {
    times.push_back(row.real_time_ns);
    sum += row.real_time_ns;
  }
  const double mean = sum / static_cast<double>(times.size());
  double squares = 0;
  for (double& time : times) {
    time -= mean;
    squares += time * time;
  }
  const double deviation = std::sqrt(squares / static_cast<double>(times.size() - 1));
  return fmt::format("CV {:.0f} %, lag-1 {:.1f}", 100 * deviation / mean,
                     reports::neighbour_correlation(times, times.size()));
}

}  // namespace

std::vector<RecordedTimes> record_machine(std::size_t times, probe::Launcher& launcher) {
  Control control(launcher);
  std::vector<RecordedTimes> all;
  for (const LoadPattern pattern : kLoadPatterns) {
    Progress progress(fmt::format("recording, {}", name_of(pattern)), times);
    Recording recording;
    // Some milliseconds each, and twice that beside other load.
    const MachineLoad load({.pattern = pattern,
                            .length = std::chrono::milliseconds(10) * static_cast<double>(times),
                            .period = std::chrono::milliseconds(20)});
    for (std::size_t i = 0; i < times; ++i) {
      progress.update(i);
      control.sample(Side::base, {.block = i}, recording);
    }
    const reports::Document document = recording.read(Side::base);
    for (RecordedTimes& recorded : recorded_times(document, times)) {
      recorded.name = fmt::format("{}, {}", name_of(pattern), scatter_of(document.series.front()));
      all.push_back(std::move(recorded));
    }
  }
  return all;
}

}  // namespace alertsage::gate

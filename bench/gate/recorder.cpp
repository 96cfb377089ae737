#include "bench/gate/recorder.hpp"

#include <fmt/format.h>

#include <chrono>
#include <string>

#include "bench/gate/control.hpp"
#include "bench/gate/machine_load.hpp"
#include "bench/gate/recording.hpp"
#include "core/base/progress.hpp"

namespace alertsage::gate {
namespace {

// A sample takes some milliseconds, and several times that beside other load.
constexpr std::chrono::duration<double> kSample = std::chrono::milliseconds(10);

struct RecordedLoad {
  std::string name = {};
  MachineLoad::Shape shape = {};
};

// Those of the live checks, and two of a machine that is shared by many: samples that scatter
// widely, and that are much like their neighbours.
std::vector<RecordedLoad> recorded_loads(std::size_t times) {
  std::vector<RecordedLoad> loads;
  loads.reserve(kLoadPatterns.size() + 2);
  for (const LoadPattern pattern : kLoadPatterns) {
    loads.push_back({.name = std::string(name_of(pattern)),
                     .shape = {.pattern = pattern,
                               .length = kSample * static_cast<double>(times),
                               .period = 2 * kSample}});
  }
  constexpr unsigned kMany = 4;
  loads.push_back({.name = "four threads a processor",
                   .shape = {.pattern = LoadPattern::steady, .threads = kMany}});
  loads.push_back(
      {.name = "four threads a processor, now and then",
       .shape = {.pattern = LoadPattern::periodic, .period = 60 * kSample, .threads = kMany}});
  return loads;
}

}  // namespace

std::vector<RecordedTimes> record_machine(std::size_t times, probe::Launcher& launcher) {
  Control control(launcher);
  std::vector<RecordedTimes> all;
  for (const RecordedLoad& recorded_load : recorded_loads(times)) {
    Progress progress(fmt::format("recording, {}", recorded_load.name), times);
    Recording recording;
    const MachineLoad load(recorded_load.shape);
    for (std::size_t i = 0; i < times; ++i) {
      progress.update(i);
      control.sample(Side::base, {.block = i}, recording);
    }
    const reports::Document document = recording.read(Side::base);
    for (RecordedTimes& recorded : recorded_times(document, times)) {
      recorded.name = recorded_load.name;
      all.push_back(std::move(recorded));
    }
  }
  return all;
}

}  // namespace alertsage::gate

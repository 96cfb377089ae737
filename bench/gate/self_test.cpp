#include "bench/gate/self_test.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <utility>
#include <vector>

#include "bench/gate/live_checks.hpp"
#include "bench/gate/recorder.hpp"
#include "bench/gate/simulation/recorded.hpp"
#include "bench/gate/simulation/series_checks.hpp"
#include "bench/probe/interrupt.hpp"
#include "bench/probe/launcher.hpp"
#include "core/base/checks.hpp"
#include "core/base/command_line.hpp"
#include "core/base/error.hpp"
#include "reports/results/reader.hpp"

namespace alertsage::gate {
namespace {

constexpr std::size_t kRuns = 100;

std::vector<RecordedTimes> recorded_in(const std::vector<std::filesystem::path>& files) {
  std::vector<RecordedTimes> all;
  for (const std::filesystem::path& file : files) {
    std::vector<RecordedTimes> recorded =
        recorded_times(reports::read_document(file), kFewestRecorded);
    if (recorded.empty()) {
      throw Error(ErrorKind::mismatch,
                  "no row has the " + std::to_string(kFewestRecorded) +
                      " samples that it takes to draw pairs from them",
                  {.file = file.native()});
    }
    all.insert(all.end(), recorded.begin(), recorded.end());
  }
  return all;
}

// For each hundred runs two thousand times in each kind of load, which take a minute.
void add_recorded_here(std::size_t runs, const probe::Interrupt& interrupt,
                       std::vector<RecordedTimes>& recorded) {
  probe::Launcher launcher;
  launcher.watch_for_interrupt(interrupt.descriptor());
  const std::size_t times = std::max(kFewestRecorded, 20 * runs);
  for (RecordedTimes& here : record_machine(times, launcher)) recorded.push_back(std::move(here));
}

}  // namespace

ExitCode run_self_test(int argc, char** argv) {
  CLI::App app(
      "How often is the gate wrong, and how small a slow-down does it tell on this machine?\n",
      "alertsage-gate self-test");
  std::size_t runs = kRuns;
  app.add_option("--runs", runs, "of one program against itself; 100 take a quarter of an hour")
      ->check(CLI::Range(std::size_t{1}, std::size_t{10'000}))
      ->capture_default_str();
  SeriesCheckOptions series;
  app.add_option("--seed", series.seed, "of made series and of orders: the same, the same series")
      ->capture_default_str();
  std::vector<std::filesystem::path> files;
  app.add_option(
         "--recorded", files,
         "draw pairs from the samples of these result documents, beside those that are recorded\n"
         "here; repeatable")
      ->type_name("FILE")
      ->allow_extra_args(false);
  bool made_alone = false;
  app.add_flag("--made", made_alone, "made series, and those of --recorded, alone: nothing is run");
  app.footer("Exit codes: 0 all was reached; 1 something was not; 2 interrupted; 3 could not.");
  if (const auto done = parse_command_line(app, argc, argv)) return *done;

  std::vector<RecordedTimes> recorded = recorded_in(files);
  const probe::Interrupt interrupt;
  series.scale = static_cast<double>(runs) / static_cast<double>(kRuns);
  series.progress = [&] {
    if (interrupt.came()) throw probe::Interrupted();
  };
  Checks checks;
  try {
    check_made_series(series, checks);
    if (!made_alone) add_recorded_here(runs, interrupt, recorded);
    if (!recorded.empty()) check_recorded_series(recorded, series, checks);
    if (!made_alone) check_live({.runs = runs, .seed = series.seed}, interrupt, checks);
  } catch (const probe::Interrupted&) {
    warn("alertsage-gate", "interrupted: what is not shown was not tried");
    return ExitCode::undecided;
  }
  return checks.reached_all() ? ExitCode::good : ExitCode::verdict_bad;
}

}  // namespace alertsage::gate

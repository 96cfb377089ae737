#include "bench/console_reporter.hpp"

#include <fmt/format.h>

#include <cstdio>

#include "reports/results/row_name.hpp"
#include "reports/stats/interval.hpp"
#include "reports/stats/sample.hpp"

namespace alertsage::bench {
namespace {

constexpr double kConfidence = 0.95;

std::string humane(double nanoseconds) {
  if (nanoseconds < 1e3) return fmt::format("{:.3g} ns", nanoseconds);
  if (nanoseconds < 1e6) return fmt::format("{:.3g} us", nanoseconds / 1e3);
  if (nanoseconds < 1e9) return fmt::format("{:.3g} ms", nanoseconds / 1e6);
  return fmt::format("{:.3g} s", nanoseconds / 1e9);
}

}  // namespace

bool ConsoleReporter::ReportContext(const Context&) {
  fmt::print("{:<52} {:>9}  {:<22} {:>5}\n", "row", "median", "95 % interval", "n");
  return true;
}

void ConsoleReporter::ReportRuns(const std::vector<Run>& runs) {
  std::vector<double> times;
  std::size_t rejected = 0;
  for (const Run& run : runs) {
    if (run.run_type != Run::RT_Iteration)
      return;  // the library's aggregates, in a call of their own
    if (run.error_occurred) {
      ++rejected;
    } else {
      times.push_back(run.GetAdjustedRealTime());
    }
  }
  const std::string name = reports::displayed_name(runs.front().run_name.str());
  const auto sample = reports::Sample::make(times);
  if (!sample) {
    fmt::print("{:<52} {:>9}  {:<22} {:>5}\n", name, "-", runs.front().error_message, times.size());
    return;
  }
  const auto interval = reports::median_interval(*sample, kConfidence);
  fmt::print(
      "{:<52} {:>9}  {:<22} {:>5}{}\n", name, humane(sample->median()),
      interval ? fmt::format("[{}, {}]", humane(interval->low), humane(interval->high)) : "too few",
      times.size(), rejected == 0 ? "" : fmt::format("  ({} dropped)", rejected));
  std::fflush(stdout);
}

}  // namespace alertsage::bench

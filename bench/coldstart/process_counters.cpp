#include "bench/coldstart/process_counters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>
#include <cstring>

#include "bench/probe/launcher_protocol.hpp"
#include "bench/probe/process_start.hpp"
#include "core/base/printable.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::coldstart {
namespace {

constexpr std::size_t kWidestReason = 400;

std::string ending_of(const probe::ProcessSample& run) {
  switch (run.ending) {
    case probe::Ending::exited:
      return fmt::format("exited with {}", run.code);
    case probe::Ending::signalled:
      return probe::ended_by_signal(run.code);
    case probe::Ending::timed_out:
      return fmt::format("had not ended after {:.3g} s",
                         std::chrono::duration<double>(run.elapsed).count());
  }
  return {};
}

std::string_view last_line(std::string_view text) {
  text = text.substr(0, text.find_last_not_of(" \n") + 1);
  return text.substr(text.rfind('\n') + 1);
}

// What Google Benchmark says of the machine before the first row: a date, "Running PROGRAM", …
bool is_of_google_benchmark(std::string_view text) {
  const std::size_t second = text.find('\n');
  return second != std::string_view::npos && text.substr(second + 1).starts_with("Running ");
}

bool ends_its_heading(std::string_view line) {
  return line.starts_with("Load Average: ") || line.starts_with("***WARNING***") ||
         line.starts_with("  L") || line.starts_with("Run on ");
}

// The first line, which most programs say it in. Of what Python says, the last, where it was kept;
// of what Google Benchmark says too, unless it is the heading's.
std::string telling_line(std::string_view text) {
  const std::string_view first = text.substr(0, text.find('\n'));
  const bool is_whole = text.size() < probe::kMostKeptStderrBytes;
  if (is_of_google_benchmark(text)) {
    const std::string_view last = last_line(is_whole ? text : text.substr(0, text.rfind('\n')));
    return ends_its_heading(last) ? std::string() : std::string(last);
  }
  return std::string(is_whole && first.starts_with("Traceback ") ? last_line(text) : first);
}

}  // namespace

std::vector<std::pair<std::string_view, double>> process_counters(const probe::ProcessSample& run) {
  namespace counter = reports::counter;
  const auto number = [](auto value) { return static_cast<double>(value); };
  const auto seconds = [](auto time) { return std::chrono::duration<double>(time).count(); };
  std::vector<std::pair<std::string_view, double>> counters = {
      {counter::kMinorFaults, number(run.usage.minor_faults)},
      {counter::kMajorFaults, number(run.usage.major_faults)},
      {counter::kReadBytes, number(run.usage.device_read_bytes)},
      {counter::kCpuSeconds, seconds(run.usage.cpu_time())},
      {counter::kUserSeconds, seconds(run.usage.user_time)},
      {counter::kSystemSeconds, seconds(run.usage.system_time)},
      // At the floor it is known to be no more than that, and no better.
      {counter::kPeakRssBytes, number(std::max(run.peak_rss_bytes, run.floor_rss_bytes))},
      {counter::kPeakRssAtFloor, run.peak_rss_at_floor() ? 1.0 : 0.0},
      {counter::kExitNs, number(run.elapsed.count())}};
  if (run.first_output) {
    counters.emplace_back(counter::kFirstOutputNs, number(run.first_output->count()));
  }
  return counters;
}

std::string failure_of(const probe::ProcessSample& run) {
  const std::string line = telling_line(run.kept_stderr);
  return ending_of(run) + (line.empty() ? "" : ": " + printable(line, kWidestReason));
}

}  // namespace alertsage::coldstart

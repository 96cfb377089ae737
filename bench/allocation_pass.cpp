#include "bench/allocation_pass.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>
#include <utility>
#include <vector>

#include "bench/peer_process.hpp"
#include "bench/probe/preload.hpp"
#include "bench/probe/sibling_program.hpp"
#include "bench/process_sample.hpp"
#include "bench/row_allocations.hpp"
#include "core/base/error.hpp"
#include "core/base/progress.hpp"
#include "core/base/version.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::bench {
namespace {

constexpr std::string_view kGreeting = "counts";
constexpr std::string_view kNone = "none";
constexpr std::string_view kAbsent = "-";

// In the order in which they are sent.
constexpr std::array kCounters = {reports::counter::kAllocations, reports::counter::kAllocatedBytes,
                                  reports::counter::kPeakLiveBytes, reports::counter::kNetBytes};

// Plug-ins are left out: their rows are of other processes. So are Python's.
std::vector<std::string> child_command(const Options& options,
                                       const std::filesystem::path& scratch) {
  std::vector<std::string> command = {std::filesystem::read_symlink("/proc/self/exe").native(),
                                      "--count-allocations", "--no-python",
                                      "--scratch=" + scratch.native()};
  for (const std::string& model : options.models) command.push_back("--model=" + model);
  for (const std::string& strategy : options.strategies) command.push_back("--load=" + strategy);
  for (const std::uint64_t size : options.sizes) command.push_back(fmt::format("--sizes={}", size));
  if (!options.texts.empty()) command.push_back("--texts=" + options.texts.native());
  return command;
}

class AllocationPeer {
 public:
  AllocationPeer(const std::vector<std::string>& command, std::chrono::milliseconds patience)
      : process_("the process that counts allocations", command, patience,
                 {probe::preload(probe::sibling_program("alertsage-leaktest-counts.so"))}) {
    const std::string greeting = line();
    if (greeting != kGreeting) throw Error(ErrorKind::environment, greeting);
  }

  Counters ask(const std::string& row) {
    process_.send(row + '\n');
    const std::string answer = line();
    Counters counters;
    if (answer == kNone) return counters;
    std::istringstream words(answer);
    for (const std::string_view name : kCounters) {
      std::string word;
      words >> word;
      if (word == kAbsent) continue;
      char* end = nullptr;
      const double value = std::strtod(word.c_str(), &end);
      if (word.empty() || *end != '\0') process_.fail("answers with something else than numbers");
      counters.emplace_back(name, value);
    }
    return counters;
  }

 private:
  std::string line() {
    std::size_t end = 0;
    while ((end = heard_.find('\n')) == std::string::npos) heard_ += process_.receive();
    std::string line = heard_.substr(0, end);
    heard_.erase(0, end + 1);
    return line;
  }

  PeerProcess process_;
  std::string heard_;
};

// How long a row may take to answer. The child takes samples for about a second, but the last one
// may be a slow one, so that ten times the slowest row is added.
std::chrono::milliseconds patience_for(std::span<const Planned> rows) {
  std::chrono::nanoseconds longest{};
  for (const Planned& row : rows) longest = std::max(longest, row.tried.elapsed);
  return std::chrono::duration_cast<std::chrono::milliseconds>(kPatience + 10 * longest);
}

std::string answer_to(const std::function<Sample()>& take, AllocationMeter& meter) {
  const auto counted = count_row(take, meter);
  if (!counted) return std::string(kNone);
  return fmt::format("{} {} {} {}", counted->allocations, counted->allocated_bytes,
                     counted->peak_live_bytes,
                     counted->net_bytes ? fmt::format("{}", *counted->net_bytes) : kAbsent);
}

void say(std::string_view line) {
  fmt::print("{}\n", line);
  std::fflush(stdout);
}

}  // namespace

std::string count_allocations(std::span<Planned> rows, std::span<LoopRow> loops,
                              const Options& options, const std::filesystem::path& scratch) {
  std::vector<std::pair<std::string, Counters*>> asked;
  for (Planned& row : rows) {
    if (row.tried.in_this_process) asked.emplace_back(row.row.name, &row.row.counters);
  }
  for (LoopRow& row : loops) asked.emplace_back(row.displayed_name(), &row.counters);
  if (asked.empty()) return {};
  if (!options.memory) return "--no-memory";
  if (!sanitizers().empty()) return "a sanitized build has a malloc of its own";
  try {
    AllocationPeer peer(child_command(options, scratch), patience_for(rows));
    Progress progress("counting allocations", asked.size());
    std::size_t done = 0;
    for (const auto& [row, counters] : asked) {
      progress.update(done++, row);
      *counters = peer.ask(row);
    }
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

ExitCode answer_allocations(const Suite& suite) {
  std::map<std::string, std::function<Sample()>> rows;
  for (const SampleRow& row : suite.samples) rows.emplace(row.name, row.take);
  for (const LoopRow& row : suite.loops) rows.emplace(row.displayed_name(), row.take_many);
  std::optional<AllocationMeter> meter;
  try {
    meter.emplace();
  } catch (const Error& error) {
    say(error.what());
    return ExitCode::failed;
  }
  say(kGreeting);
  for (std::string row; std::getline(std::cin, row);) {
    const auto known = rows.find(row);
    say(known == rows.end() ? std::string(kNone) : answer_to(known->second, *meter));
  }
  return ExitCode::good;
}

}  // namespace alertsage::bench

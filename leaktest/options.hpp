// The command line of alertsage-leaktest.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/program.hpp"
#include "reports/stats/leak_schedule.hpp"

namespace alertsage::leaktest {

inline constexpr std::size_t kFewestLoads = 10;
inline constexpr std::size_t kMostLoads = 10'000;

struct Options {
  // What is tested: models by strategies and plug-ins, a command, or a process.
  std::vector<std::string> models = {};
  std::vector<std::string> loaders = {};  // after --load: strategies, and plugin:PATH
  std::vector<std::string> modes = {};
  std::filesystem::path plugin_input = {};
  std::vector<std::string> command = {};
  std::optional<pid_t> process = {};
  std::string name = {};  // of the command or the process, in reports

  // When a cycle of a command or a process ends. Neither: where it marks it.
  std::optional<std::chrono::milliseconds> every = {};
  bool each_line = false;
  bool show_output = false;

  // How it is measured, and judged.
  reports::LeakSchedule schedule = {};
  std::uint64_t max_leak_bytes = 1024;
  bool count = true;  // allocations
  bool trim = true;
  std::chrono::milliseconds timeout = std::chrono::minutes(1);  // of one cycle
  std::string inject_leak = {};

  std::string output = {};              // the result document
  std::filesystem::path baseline = {};  // a result document to compare with

  // What the processes do that this program starts.
  bool just_load = false;
  std::string child = {};
  std::string cleaning = {};
};

// Fills `options`. Returns an exit code where the program is done (--help, --version). Throws Error
// (usage).
std::optional<ExitCode> parse_options(int argc, char** argv, Options& options);

}  // namespace alertsage::leaktest

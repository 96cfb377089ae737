// The command line of alertsage-bench: our flags here, the --benchmark_… ones passed on to Google
// Benchmark.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/program.hpp"

namespace alertsage::bench {

struct Options {
  std::vector<std::string> models;      // NAME=PATH
  std::vector<std::string> strategies;  // ours; empty: all, but with plug-ins none
  std::vector<std::string> plugins;     // plugin:PATH
  std::filesystem::path plugin_input;   // empty: the first text
  double plugin_timeout_seconds = 120.0;
  std::filesystem::path texts;       // one a line; empty: ours
  std::vector<std::uint64_t> sizes;  // synthetic models, in MB; empty: no sweep
  std::filesystem::path scratch;     // cold copies and synthetic models
  double time_budget_seconds =
      100.0;  // for all sample rows together; more: more samples, and slow rows too
  bool python = true;
  bool memory = true;               // count what rows allocate
  bool counts_allocations = false;  // this is the process that does (allocation_pass.hpp)
  bool any_build = false;  // for tests: write results from a build that is not fit to measure
  std::vector<std::string> benchmark_arguments;  // argv[0] first
};

// Fills `options`. Returns an exit code where the program is done (--help, --version). Throws Error
// (usage).
std::optional<ExitCode> parse_options(int argc, char** argv, Options& options);

// Whether --benchmark_NAME was given, in any form.
bool has_flag(const Options& options, std::string_view name);

// VALUE of --benchmark_NAME=VALUE; empty where it was not given.
std::string flag_value(const Options& options, std::string_view name);

}  // namespace alertsage::bench

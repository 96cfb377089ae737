// The command line of alertsage-gate.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/program.hpp"
#include "reports/compare/comparison.hpp"

namespace alertsage::gate {

enum class Kind { automatic, benchmark, command };

struct Options {
  std::string base = {};
  std::string candidate = {};
  std::vector<std::string> arguments = {};  // for both, or for alertsage-coldstart

  Kind kind = Kind::automatic;
  std::string name = {};                         // of commands, in row names
  std::chrono::duration<double> min_time{0.01};  // of a row of a Google Benchmark program
  std::chrono::duration<double> timeout{120};    // of one process

  std::size_t pairs = 240;                         // a batch, at most
  std::chrono::duration<double> time_budget{270};  // from the warm-up on
  std::uint64_t seed = 0;                          // of orders and paddings

  reports::CompareOptions compare = {};
  std::filesystem::path output_directory = {};  // for the two documents; empty: not written
  std::string format = "table";
  bool dry_run = false;  // says what the sides are, and runs neither
};

// Fills `options`. Returns an exit code where the program is done (--help, --version). Throws Error
// (usage).
std::optional<ExitCode> parse_options(int argc, char** argv, Options& options);

}  // namespace alertsage::gate

// The command line of alertsage-coldstart.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/coldstart/state.hpp"
#include "core/base/program.hpp"

namespace alertsage::coldstart {

struct Options {
  // What is run.
  std::vector<std::string> commands = {};
  std::vector<std::string> names = {};    // of the commands, in order; may be fewer
  std::string reference = {};             // one more command; empty: none
  std::vector<std::string> prepare = {};  // none, one for all, or one a command
  bool shell = false;                     // commands are scripts for /bin/sh
  std::filesystem::path input = {};       // standard input; empty: /dev/null
  std::optional<std::uint32_t> cpu = {};
  std::size_t env_padding_bytes = 0;  // most that is added; 0: the environment stays as it is

  // In which state.
  std::vector<State> states = {State::warm};
  std::vector<std::filesystem::path> files = {};
  bool trace_files = false;                      // --file auto
  std::vector<std::size_t> reads_no_files = {};  // commands, from 0, to which those do not matter

  // What of it is a figure.
  std::optional<std::string> first_output = {};  // a regular expression; empty: any byte

  // How often.
  std::optional<std::uint32_t> runs = {};
  std::uint32_t warmup = 1;
  std::chrono::duration<double> timeout{120};
  std::optional<std::chrono::duration<double>> time_budget = {};
  std::uint64_t seed = 0;
  std::vector<std::vector<std::size_t>> order = {};  // of commands, from 0, block by block; empty:
                                                     // balanced, at random

  // Where to; kStandardOutput takes the place of the table.
  std::string output = {};  // the result document
  std::string export_json = {};
  std::string export_csv = {};
  std::string export_markdown = {};
};

// Fills `options`. Returns an exit code where the program is done (--help, --version). Throws Error
// (usage).
std::optional<ExitCode> parse_options(int argc, char** argv, Options& options);

}  // namespace alertsage::coldstart

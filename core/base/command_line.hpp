// CLI11 as all programs use it: one function that parses and maps the outcome to the project's
// contract.
#pragma once

#include <CLI/CLI.hpp>
#include <cstdint>
#include <optional>
#include <string>

#include "core/base/program.hpp"

namespace alertsage {

// Parses `arguments` into `app`. Returns nothing where the program should go on; ExitCode::good
// after --help or
// --version has been printed on stdout; throws Error (usage) with CLI11's message as one line
// otherwise.
std::optional<ExitCode> parse_command_line(CLI::App& app, int argc, char** argv);

// A number from `least` to `most`, and not NaN, which CLI::Range lets pass.
CLI::Validator real_range(double least, double most);

// From a millisecond to a day: for options that take seconds.
CLI::Validator seconds_range();

// For --seed where none is given: another one each time, short enough to be typed again.
std::uint64_t fresh_seed();

// --version as every program prints it: `NAME VERSION`.
void add_version_flag(CLI::App& app, const std::string& program);

}  // namespace alertsage

#include "core/base/command_line.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <string>

#include "core/base/error.hpp"
#include "core/base/version.hpp"

namespace alertsage {
namespace {

// CLI11 says "a subcommand is required" of one that it does not know.
void refuse_unknown_subcommand(const CLI::App& app, int argc, char** argv) {
  if (app.get_require_subcommand_min() == 0 || argc < 2 || argv[1][0] == '-') return;
  std::string known;
  for (const CLI::App* subcommand : app.get_subcommands([](const CLI::App*) { return true; })) {
    if (subcommand->get_name() == argv[1]) return;
    known += (known.empty() ? "" : ", ") + subcommand->get_name();
  }
  throw Error(ErrorKind::usage, "unknown subcommand (known: " + known + ")", {.piece = argv[1]});
}

}  // namespace

std::optional<ExitCode> parse_command_line(CLI::App& app, int argc, char** argv) {
  refuse_unknown_subcommand(app, argc, argv);
  try {
    app.parse(argc, argv);
    return std::nullopt;
  } catch (const CLI::Success& success) {  // --help, --help-all, --version
    app.exit(success, std::cout, std::cerr);
    return ExitCode::good;
  } catch (const CLI::ParseError& error) {
    std::string cause = error.what();
    std::replace(cause.begin(), cause.end(), '\n', ' ');
    throw Error(ErrorKind::usage, cause + " (see --help)");
  }
}

CLI::Validator real_range(double least, double most) {
  const CLI::Range range(least, most);
  const auto refuse = [range](const std::string& text) {
    const std::string refusal = range(text);
    const bool is_nan = refusal.empty() && std::isnan(std::strtod(text.c_str(), nullptr));
    return is_nan ? text + " is not a number" : refusal;
  };
  return {refuse, range.get_description()};
}

CLI::Validator seconds_range() {
  constexpr double kLeast = 0.001;
  constexpr double kMost = 86'400;
  return real_range(kLeast, kMost);
}

std::uint64_t fresh_seed() {
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(now.count()) % 1'000'000'000;
}

void add_version_flag(CLI::App& app, const std::string& program) {
  app.set_version_flag("--version", program + " " + std::string(version()));
}

}  // namespace alertsage

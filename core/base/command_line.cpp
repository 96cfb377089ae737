#include "core/base/command_line.hpp"

#include <algorithm>
#include <iostream>
#include <string>

#include "core/base/error.hpp"
#include "core/base/version.hpp"

namespace alertsage {

std::optional<ExitCode> parse_command_line(CLI::App& app, int argc, char** argv) {
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

void add_version_flag(CLI::App& app, const std::string& program) {
  app.set_version_flag("--version", program + " " + std::string(version()));
}

}  // namespace alertsage

// alertsage-report: what is done with numbers after they were measured. It starts no program but
// gnuplot.
#include <string>
#include <utility>
#include <vector>

#include "core/base/command_line.hpp"
#include "reports/cli/commands.hpp"

namespace {

using namespace alertsage;

struct Subcommand {
  const char* name;
  const char* description;
  reports::Run (*add)(CLI::App& command);
};

constexpr Subcommand kSubcommands[] = {
    {"compare", "is anything slower, or leaking more? one document against another",
     reports::add_compare},
    {"render", "sentences, tables and charts of what was measured", reports::add_render},
};

ExitCode run(int argc, char** argv) {
  const std::string program(reports::kProgram);
  CLI::App app("Reports and verdicts from result documents.\n", program);
  app.require_subcommand(1);
  add_version_flag(app, program);
  app.footer("Exit codes: 0 good, 1 the verdict is bad, 2 undecided, 3 could not.");
  std::vector<std::pair<CLI::App*, reports::Run>> subcommands;
  for (const Subcommand& subcommand : kSubcommands) {
    CLI::App* command = app.add_subcommand(subcommand.name, subcommand.description);
    subcommands.emplace_back(command, subcommand.add(*command));
  }
  if (const auto done = parse_command_line(app, argc, argv)) return *done;
  for (const auto& [command, chosen] : subcommands) {
    if (command->parsed()) return chosen();
  }
  return ExitCode::failed;  // require_subcommand(1) has thrown
}

}  // namespace

int main(int argc, char** argv) {
  return alertsage::run_program(alertsage::reports::kProgram, [&] { return run(argc, argv); });
}

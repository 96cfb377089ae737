// alertsage: classify, and everything that happens to a model before that.
#include <algorithm>
#include <string_view>

#include "core/base/command_line.hpp"
#include "core/cli/commands.hpp"

namespace {

using namespace alertsage;

struct Subcommand {
  std::string_view name;
  std::string_view description;
  cli::Run (*add)(CLI::App& command);  // none: another program runs it
};

constexpr Subcommand kSubcommands[] = {
    {"classify", "label texts", cli::add_classify},
    {"import", "make a model file of what scikit-learn saved, without Python", cli::add_import},
    {"export", "write a model in its other forms", cli::add_export},
    {"train", "fit TF-IDF and one-vs-rest logistic regression on labelled texts", nullptr},
    {"generate", "print synthetic incidents as JSON Lines", cli::add_generate},
    {"inspect", "show what a model is made of", cli::add_inspect},
    {"verify", "check a model file, or its answers against expected ones", cli::add_verify},
};

ExitCode run(int argc, char** argv) {
  const std::string_view asked = argc > 1 ? argv[1] : "";
  if (asked == "train") cli::run_train(argv);

  CLI::App app("Text classification from memory-mapped models.\n", std::string(cli::kProgram));
  app.require_subcommand(1);
  add_version_flag(app, std::string(cli::kProgram));
  app.footer("Exit codes: 0 good, 1 the verdict is bad, 2 undecided, 3 could not.");
  cli::Run chosen;
  for (const Subcommand& subcommand : kSubcommands) {
    CLI::App* command =
        app.add_subcommand(std::string(subcommand.name), std::string(subcommand.description));
    // Options of the others are not built: a process that classifies one text lives two
    // milliseconds.
    if (subcommand.name == asked) chosen = subcommand.add(*command);
  }
  if (const auto done = parse_command_line(app, argc, argv)) return *done;
  return chosen();
}

}  // namespace

int main(int argc, char** argv) {
  return alertsage::run_program(alertsage::cli::kProgram, [&] { return run(argc, argv); });
}

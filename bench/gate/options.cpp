#include "bench/gate/options.hpp"

#include "core/base/command_line.hpp"
#include "core/base/error.hpp"
#include "reports/compare/judgement_flags.hpp"
#include "reports/compare/name_filter.hpp"
#include "reports/judge/pair_rule.hpp"

namespace alertsage::gate {
namespace {

// As CLI11 gives them, before they mean something.
struct Texts {
  std::string kind = "auto";
  double min_time_seconds = 0.01;
  double timeout_seconds = 120;
  double time_budget_seconds = 270;
  std::uint64_t seed = 0;
};

void add_sides(CLI::App& app, Options& options, Texts& texts) {
  app.add_option("--base", options.base,
                 "a build of a Google Benchmark program, or any command, as one word: it is split\n"
                 "as a shell would, and run without one")
      ->type_name("CMD")
      ->required();
  app.add_option("--candidate", options.candidate, "the other one, which is judged")
      ->type_name("CMD")
      ->required();
  app.add_option("ARGUMENT", options.arguments,
                 "after --: given to both Google Benchmark programs; or, where the sides are\n"
                 "commands, to alertsage-coldstart (--state cold --file PATH)");
  app.add_option("--kind", texts.kind, "what the sides are: auto looks into the programs' files")
      ->check(CLI::IsMember({"auto", "benchmark", "command"}))
      ->capture_default_str();
  app.add_option("-n,--command-name", options.name, "how commands are called in tables");
  app.add_option("--min-time", texts.min_time_seconds,
                 "seconds that a sample of a Google Benchmark row takes at least; 0: one iteration")
      ->check(real_range(0, 3600))
      ->capture_default_str();
  app.add_option("--timeout", texts.timeout_seconds, "seconds after which a run has failed")
      ->check(seconds_range())
      ->capture_default_str();
}

void add_how_often(CLI::App& app, Options& options, Texts& texts) {
  app.add_option("--pairs", options.pairs, "pairs of runs of a batch, at most")
      ->check(CLI::Range(reports::kFewestPairs, reports::kMostPairs))
      ->capture_default_str();
  app.add_option("--time-budget", texts.time_budget_seconds,
                 "seconds after which what is not decided stays so")
      ->check(seconds_range())
      ->capture_default_str();
  app.add_option("--seed", texts.seed, "of the orders of runs [another each time; it is printed]");
}

void add_where_to(CLI::App& app, Options& options) {
  app.add_option("-o,--output-directory", options.output_directory,
                 "write base.json and candidate.json there, for alertsage-report compare")
      ->type_name("DIRECTORY");
  app.add_option("--format", options.format, "of what is printed: table, markdown or json")
      ->check(CLI::IsMember({"table", "markdown", "json"}))
      ->capture_default_str();
  app.add_flag("--dry-run", options.dry_run,
               "check the options, say what the sides are, and run neither");
}

Kind kind_of(const std::string& name) {
  if (name == "benchmark") return Kind::benchmark;
  if (name == "command") return Kind::command;
  return Kind::automatic;
}

}  // namespace

std::optional<ExitCode> parse_options(int argc, char** argv, Options& options) {
  const std::string program = "alertsage-gate";
  CLI::App app(
      "Is one build slower than another? Slower, faster, same, or cannot tell, rarely wrong, on\n"
      "machines as noisy as they are. alertsage-gate self-test says how rarely, and how small a\n"
      "slow-down it tells on this one.\n",
      program);
  add_version_flag(app, program);
  Texts texts;
  add_sides(app, options, texts);
  const reports::JudgementFlags judgement(app);
  add_how_often(app, options, texts);
  add_where_to(app, options);
  app.footer(
      "Both sides run in pairs of fresh processes, in random order, until each row is decided; "
      "what\n"
      "is called slower has to be so again in a second batch.\n"
      "Exit codes: 0 nothing is slower, 1 something is, 2 cannot tell, 3 could not.");
  if (const auto done = parse_command_line(app, argc, argv)) return done;
  options.kind = kind_of(texts.kind);
  options.min_time = std::chrono::duration<double>(texts.min_time_seconds);
  options.timeout = std::chrono::duration<double>(texts.timeout_seconds);
  options.time_budget = std::chrono::duration<double>(texts.time_budget_seconds);
  options.pairs += options.pairs % 2;
  options.compare = judgement.options();
  const reports::NameFilter usable(options.compare.filter, "--filter");  // or it throws
  options.seed = app.count("--seed") > 0 ? texts.seed : fresh_seed();
  return std::nullopt;
}

}  // namespace alertsage::gate

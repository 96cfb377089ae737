#include "bench/options.hpp"

#include <fmt/format.h>

#include <cstdlib>

#include "core/base/command_line.hpp"
#include "core/base/error.hpp"
#include "core/load/plugin.hpp"

namespace alertsage::bench {

std::optional<ExitCode> parse_options(int argc, char** argv, Options& options) {
  CLI::App app(
      "What it costs to load a model: cold, warm, cached; whole processes; against size.\n",
      "alertsage-bench");
  add_version_flag(app, "alertsage-bench");
  app.allow_extras();
  app.add_option("--model", options.models,
                 "a model to measure: a name for it, and a bundle or a file; repeatable")
      ->type_name("NAME=PATH");
  std::vector<std::string> loads;
  app.add_option("--load", loads,
                 "measure only this load strategy, or a loader of yours, plugin:PATH.so "
                 "(docs/your-own-loader.md); repeatable [all strategies]")
      ->type_name("NAME");
  app.add_option("--texts", options.texts,
                 "what to classify, one text a line [built-in incidents]");
  app.add_option("--plugin-input", options.plugin_input,
                 "what plug-ins are asked: this file, whole [the first text]")
      ->type_name("FILE");
  app.add_option("--plugin-timeout", options.plugin_timeout_seconds,
                 "seconds after which a plug-in is taken to hang [120]")
      ->check(seconds_range());
  app.add_option("--sizes", options.sizes,
                 "synthetic models of these sizes in MB, for time against size")
      ->delimiter(',');
  app.add_option("--scratch", options.scratch,
                 "a directory on the models' file system for copies that are made cold and for "
                 "synthetic models, which stay "
                 "there [beside the first model, removed afterwards]");
  app.add_option("--time-budget", options.time_budget_seconds,
                 "seconds for all rows together: decides how many samples there are, and leaves "
                 "out what does not fit [100]")
      ->check([](const std::string& text) {
        return std::string(std::strtod(text.c_str(), nullptr) > 0 ? "" : "must be above 0");
      });
  app.add_flag("--python,!--no-python", options.python,
               "rows for Python's own loading, where it is installed [on]");
  app.add_flag("--memory,!--no-memory", options.memory,
               "count what each row allocates, in a process of its own before the measuring [on]");
  app.add_flag("--count-allocations", options.counts_allocations)->group("");
  app.add_flag("--any-build", options.any_build)->group("");
  app.footer(
      "All --benchmark_… flags of Google Benchmark work; results go to --benchmark_out=FILE.\n"
      "Rows: load, first_prediction, cached_get, batch, predict, process "
      "(docs/results-format.md).\n"
      "Exit codes: 0 measured, 3 could not (a row that fails ends up here too).");
  if (const auto done = parse_command_line(app, argc, argv)) return done;
  for (std::string& load : loads) {
    (plugin_path(load) ? options.plugins : options.strategies).push_back(std::move(load));
  }
  options.benchmark_arguments = {argv[0]};
  for (const std::string& extra : app.remaining()) {
    if (!extra.starts_with("--benchmark_") && !extra.starts_with("--v=")) {
      throw Error(ErrorKind::usage, "unknown argument (see --help)", {.piece = extra});
    }
    options.benchmark_arguments.push_back(extra);
  }
  return std::nullopt;
}

bool has_flag(const Options& options, std::string_view name) {
  const std::string flag = fmt::format("--benchmark_{}", name);
  for (const std::string& argument : options.benchmark_arguments) {
    if (argument == flag || argument.starts_with(flag + "=")) return true;
  }
  return false;
}

std::string flag_value(const Options& options, std::string_view name) {
  const std::string flag = fmt::format("--benchmark_{}=", name);
  for (const std::string& argument : options.benchmark_arguments) {
    if (argument.starts_with(flag)) return argument.substr(flag.size());
  }
  return {};
}

}  // namespace alertsage::bench

#include "bench/coldstart/options.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <numeric>
#include <sstream>

#include "core/base/command_line.hpp"
#include "core/base/error.hpp"
#include "core/base/publish.hpp"

namespace alertsage::coldstart {
namespace {

constexpr std::string_view kAuto = "auto";

// As CLI11 gives them, before they mean something.
struct Texts {
  std::vector<std::string> states = {"warm"};
  std::vector<std::string> files;
  std::string first_output;
  double timeout_seconds = 120;
  double time_budget_seconds = 0;
  std::uint64_t seed = 0;
  std::vector<std::string> order;
  std::vector<std::size_t> reads_no_files;
};

// CLI11 shows the value that a flag has by itself as `--flag{value}`.
class FlagFormatter : public CLI::Formatter {
 public:
  std::string make_option_name(const CLI::Option* option, bool is_positional) const override {
    std::string name = CLI::Formatter::make_option_name(option, is_positional);
    const std::size_t brace = name.find('{');
    return brace == std::string::npos ? name : name.substr(0, brace) + "[=" + value_of(name) + "]";
  }

 private:
  static std::string value_of(const std::string& name) {
    return name.starts_with("--env-padding") ? "BYTES" : "REGEX";
  }
};

void add_what(CLI::App& app, Options& options) {
  app.add_option("COMMAND", options.commands,
                 "a command, as one word: it is split as a shell would, and run without one")
      ->required();
  app.add_option("-n,--command-name", options.names, "its name in tables; repeatable, in order")
      ->allow_extra_args(false);
  app.add_option("--reference", options.reference, "one more command, to which the others compare")
      ->type_name("CMD");
  app.add_option("-p,--prepare", options.prepare,
                 "run this before each sample, before its state is made: once for all, or one for\n"
                 "each command")
      ->type_name("CMD")
      ->allow_extra_args(false);
  app.add_flag("--shell", options.shell,
               "run commands by /bin/sh -c, whose start is then measured");
  app.add_option("--input", options.input, "standard input [/dev/null]")->type_name("FILE");
  app.add_option("--cpu", options.cpu, "keep commands on this processor")->type_name("N");
  app.add_flag("--env-padding{4096}", options.env_padding_bytes,
               "add up to so many bytes (--env-padding=BYTES) to the environment, another number\n"
               "each time: where the stack begins may change a program's speed [4096]")
      ->check(CLI::Range(std::size_t{16}, std::size_t{65'536}));
}

void add_state(CLI::App& app, Texts& texts) {
  app.add_option("--state", texts.states,
                 "warm, cold (the pages of --file are out of the page cache, proven),\n"
                 "program-cold (those of the program and its libraries, too) [warm]")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_option("--file", texts.files,
                 "a file that the commands read; repeatable. auto: find them by one traced run")
      ->type_name("PATH")
      ->allow_extra_args(false);
  app.add_option("--reads-no-files", texts.reads_no_files,
                 "commands, by their numbers, that read none of them, such as 1,3: their samples\n"
                 "need no proof that anything was read")
      ->type_name("NUMBERS")
      ->delimiter(',')
      ->allow_extra_args(false);
  app.add_flag("--first-output{}", texts.first_output,
               "time to the first byte of stdout, or to the first match of a regular\n"
               "expression (--first-output=REGEX), instead of to the end");
}

void add_how_often(CLI::App& app, Options& options, Texts& texts) {
  app.add_option("-r,--runs", options.runs, "samples of each row [10 to 100, in 30 seconds]")
      ->check(CLI::Range(2U, 1'000'000U));
  app.add_option("-w,--warmup", options.warmup, "runs of each row before those [1]");
  const CLI::Validator seconds = seconds_range();
  app.add_option("--timeout", texts.timeout_seconds, "seconds after which a run has failed [120]")
      ->check(seconds);
  app.add_option("--time-budget", texts.time_budget_seconds,
                 "seconds after which no more samples are taken")
      ->check(seconds);
  app.add_option("--seed", texts.seed,
                 "of the order of samples [another each time; it is printed]");
  app.add_option("--order", texts.order,
                 "the order of commands, block after block, by their numbers, such as\n"
                 "'1 2,2 1'; without floors [each block in another, balanced order]")
      ->type_name("NUMBERS")
      ->delimiter(',')
      ->allow_extra_args(false);
}

void add_where_to(CLI::App& app, Options& options) {
  app.add_option("-o,--output-file", options.output,
                 "write the result document there, for alertsage-report render and compare");
  app.add_option("--export-json", options.export_json, "write hyperfine's JSON")->type_name("FILE");
  app.add_option("--export-csv", options.export_csv, "write the table as CSV")->type_name("FILE");
  app.add_option("--export-markdown", options.export_markdown, "write the table as Markdown")
      ->type_name("FILE");
}

std::vector<State> states_of(const std::vector<std::string>& names) {
  std::vector<State> states;
  for (const std::string& name : names) {
    const State state = state_named(name);
    if (!contains(states, state)) states.push_back(state);
  }
  return states;
}

void take_files(const std::vector<std::string>& names, Options& options) {
  for (const std::string& name : names) {
    if (name == kAuto) {
      options.trace_files = true;
    } else {
      options.files.emplace_back(name);
    }
  }
}

// Each block names each command once.
void take_order(const std::vector<std::string>& blocks, Options& options) {
  for (const std::string& text : blocks) {
    std::istringstream numbers(text);
    std::vector<std::size_t> block;
    for (std::size_t number = 0; numbers >> number;) block.push_back(number - 1);
    std::vector<std::size_t> sorted = block;
    std::sort(sorted.begin(), sorted.end());
    std::vector<std::size_t> all(options.commands.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    if (!numbers.eof() || sorted != all) {
      throw Error(ErrorKind::usage, "a block of --order names each command once, by its number",
                  {.piece = text});
    }
    options.order.push_back(std::move(block));
  }
}

void take_idle(const std::vector<std::size_t>& numbers, Options& options) {
  for (const std::size_t number : numbers) {
    if (number < 1 || number > options.commands.size()) {
      throw Error(ErrorKind::usage, "--reads-no-files takes numbers of commands, from 1",
                  {.piece = std::to_string(number)});
    }
    options.reads_no_files.push_back(number - 1);
  }
}

// `-` is standard output.
void take_outputs(Options& options) {
  for (std::string* name :
       {&options.output, &options.export_json, &options.export_csv, &options.export_markdown}) {
    *name = named_output(*name);
  }
  refuse_one_output_twice(
      std::array{options.output, options.export_json, options.export_csv, options.export_markdown});
}

void check(const Options& options) {
  const auto refuse = [](const char* cause) { throw Error(ErrorKind::usage, cause); };
  if ((!options.order.empty() || !options.reads_no_files.empty()) && !options.reference.empty()) {
    refuse("--order and --reads-no-files number the commands: name the reference among them");
  }
  if (options.names.size() > options.commands.size()) refuse("there are more names than commands");
  if (options.prepare.size() > 1 && options.prepare.size() != options.commands.size()) {
    refuse("--prepare is given once, or once for each command");
  }
  if (contains(options.states, State::cold) && options.files.empty() && !options.trace_files) {
    refuse(
        "the state cold is that of files: name them by --file PATH, or let --file auto find them");
  }
}

}  // namespace

std::optional<ExitCode> parse_options(int argc, char** argv, Options& options) {
  CLI::App app("What it really costs to start a command: warm or cold, with proof.\n",
               "alertsage-coldstart");
  add_version_flag(app, "alertsage-coldstart");
  app.formatter(std::make_shared<FlagFormatter>());
  Texts texts;
  add_what(app, options);
  add_state(app, texts);
  add_how_often(app, options, texts);
  add_where_to(app, options);
  app.footer(
      "Each sample is a fresh process; commands and states take turns in a balanced random order.\n"
      "Exit codes: 0 measured; 2 in part, with failed runs or too few samples; 3 could not.");
  if (const auto done = parse_command_line(app, argc, argv)) return done;
  options.states = states_of(texts.states);
  take_files(texts.files, options);
  if (app.count("--first-output") > 0) options.first_output = texts.first_output;
  options.timeout = std::chrono::duration<double>(texts.timeout_seconds);
  if (app.count("--time-budget") > 0) {
    options.time_budget = std::chrono::duration<double>(texts.time_budget_seconds);
  }
  options.seed = app.count("--seed") > 0 ? texts.seed : fresh_seed();
  take_order(texts.order, options);
  take_idle(texts.reads_no_files, options);
  take_outputs(options);
  check(options);
  return std::nullopt;
}

}  // namespace alertsage::coldstart

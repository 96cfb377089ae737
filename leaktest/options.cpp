#include "leaktest/options.hpp"

#include <initializer_list>
#include <vector>

#include "core/base/command_line.hpp"
#include "core/base/error.hpp"
#include "core/base/publish.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::leaktest {
namespace {

namespace leak_mode = reports::leak_mode;

constexpr std::string_view kModes[] = {leak_mode::kLoadPredictDrop, leak_mode::kCacheGet,
                                       leak_mode::kCacheGetInvalidate};

// As CLI11 gives them, before they mean something.
struct Texts {
  double every_seconds = 0;
  double timeout_seconds = 60;
};

std::chrono::milliseconds milliseconds(double seconds) {
  return std::chrono::ceil<std::chrono::milliseconds>(std::chrono::duration<double>(seconds));
}

void add_what(CLI::App& app, Options& options, Texts& texts, const CLI::Validator& seconds) {
  app.add_option("--model", options.models,
                 "a model to test: a name for it, and a bundle or a file; repeatable")
      ->type_name("NAME=PATH")
      ->allow_extra_args(false);
  app.add_option("--load", options.loaders,
                 "test only this load strategy, or a loader of yours, plugin:PATH.so\n"
                 "(docs/your-own-loader.md); repeatable [all strategies that fit]")
      ->type_name("NAME")
      ->allow_extra_args(false);
  app.add_option("--mode", options.modes,
                 "load-predict-drop (each strategy and plug-in), cache-get,\n"
                 "cache-get-invalidate (mmap); repeatable [all]")
      ->check(CLI::IsMember(std::vector<std::string>(std::begin(kModes), std::end(kModes))))
      ->allow_extra_args(false);
  app.add_option("--plugin-input", options.plugin_input,
                 "what plug-ins are asked: this file, whole [an incident's text]")
      ->type_name("FILE");
  app.add_option("COMMAND", options.command,
                 "after --: a command to test, which marks its cycles (leaktest.h)");
  constexpr int kLargestProcessId = 1 << 22;  // proc(5), pid_max
  app.add_option("--pid", options.process, "a running process to test, of this user")
      ->check(CLI::Range(1, kLargestProcessId))
      ->type_name("PID");
  app.add_option("--every", texts.every_seconds,
                 "a cycle ends every so many seconds, whatever the command does [of --pid: 0.1]")
      ->check(seconds)
      ->type_name("SECONDS");
  app.add_flag("--each-line", options.each_line,
               "a cycle ends with each line that the command prints");
  app.add_option("-n,--command-name", options.name,
                 "how the command or process is called in reports");
  app.add_flag("--show-output", options.show_output, "show what the command prints");
}

void add_how(CLI::App& app, Options& options, Texts& texts, const CLI::Validator& seconds) {
  constexpr double kMostBytes = 1e15;
  const CLI::Range loads(kFewestLoads, kMostLoads);
  app.add_option("--loads", options.schedule.loads,
                 "how many cycles a verdict is on [50, or 30 or 40 where all is clean by then]")
      ->check(loads);
  app.add_option("--most-loads", options.schedule.most,
                 "go on to as many while growth slows down, a little of it is certain, or nothing\n"
                 "can be told [200]")
      ->check(loads);
  app.add_option("--max-leak", options.max_leak_bytes,
                 "clean means: certainly less than this a cycle, such as 64 or 1KiB; growth that\n"
                 "goes on for certain is a leak, however small [1KiB]")
      ->transform(CLI::AsSizeValue(false))
      ->check(real_range(1, kMostBytes));  // a negative size wraps around to more
  app.add_flag("!--no-count", options.count,
               "leave malloc alone: without it, heap in use is what the allocator says");
  app.add_flag("!--no-trim", options.trim, "do not have the allocator give back what it keeps");
  app.add_option("--timeout", texts.timeout_seconds, "seconds that one cycle may take [60]")
      ->check(seconds);
  app.add_option("--inject-leak", options.inject_leak,
                 "leak in each cycle, to see the verdict turn: SIZE, list:SIZE, map:new:SIZE,\n"
                 "mmap:SIZE, fd, thread, shm")
      ->type_name("KIND");
  app.add_flag("--just-load", options.just_load,
               "run --loads cycles of one strategy in this process and measure nothing: for\n"
               "heaptrack, valgrind, strace");
  app.add_option("-o,--output-file", options.output,
                 "write the result document there, for alertsage-report render and compare;\n"
                 "- is standard output, and the summary then goes to stderr")
      ->transform(named_output);
  app.add_option("--baseline", options.baseline,
                 "an earlier result document: the exit code is that of what became worse")
      ->type_name("FILE");
  app.add_option("--child", options.child)->group("");
  app.add_option("--child-cleaning", options.cleaning)->group("");
}

void check(const CLI::App& app, const Options& options) {
  const auto refuse = [](const char* cause) { throw Error(ErrorKind::usage, cause); };
  const auto refuse_any = [&](std::initializer_list<const char*> names, const char* cause) {
    for (const char* name : names) {
      if (app.count(name) > 0) throw Error(ErrorKind::usage, cause, {.piece = name});
    }
  };
  const int subjects =
      !options.models.empty() + !options.command.empty() + options.process.has_value();
  if (subjects == 0) refuse("name what to test: --model NAME=PATH, --pid PID, or -- COMMAND");
  if (subjects > 1) refuse("one of --model, --pid and -- COMMAND at a time");
  if (options.models.empty()) {
    refuse_any({"--load", "--mode", "--plugin-input", "--inject-leak", "--just-load"},
               "goes with --model");
  } else {
    refuse_any({"--every", "--command-name"}, "goes with --pid and -- COMMAND");
  }
  if (options.command.empty()) refuse_any({"--each-line", "--show-output"}, "goes with -- COMMAND");
  if (options.process) {
    refuse_any({"--no-count", "--no-trim", "--timeout"}, "goes with --model and -- COMMAND");
  }
  if (options.just_load) {
    refuse_any({"--output-file", "--baseline"}, "--just-load measures nothing to write or compare");
  }
  if (options.each_line && options.every) refuse("--each-line or --every, not both");
  if (options.schedule.most < options.schedule.loads && app.count("--most-loads") > 0) {
    refuse("--most-loads is less than --loads");
  }
}

}  // namespace

std::optional<ExitCode> parse_options(int argc, char** argv, Options& options) {
  const std::string program = "alertsage-leaktest";
  CLI::App app(
      "Does doing it again and again leak? Of loading a model, of a command, of a process.\n"
      "alertsage-leaktest self-test says how small a leak it finds on this machine.\n",
      program);
  add_version_flag(app, program);
  Texts texts;
  const CLI::Validator seconds = seconds_range();
  add_what(app, options, texts, seconds);
  add_how(app, options, texts, seconds);
  app.footer(
      "Exit codes: 0 clean; 1 leak; 2 decelerating, cannot tell, an allocator that keeps more "
      "than\n"
      "--max-leak, or interrupted; 3 could not, also where one test of several failed.");
  if (const auto done = parse_command_line(app, argc, argv)) return done;
  if (app.count("--every") > 0) options.every = milliseconds(texts.every_seconds);
  options.timeout = milliseconds(texts.timeout_seconds);
  if (options.child.empty()) check(app, options);
  reports::LeakSchedule& schedule = options.schedule;
  if (app.count("--loads") > 0) schedule.fewest = schedule.loads;
  schedule.most = std::max(schedule.most, schedule.loads);
  return std::nullopt;
}

}  // namespace alertsage::leaktest

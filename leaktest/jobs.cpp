#include "leaktest/jobs.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <string.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/load/plugin.hpp"
#include "leaktest/judge.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::leaktest {
namespace {

namespace leak_mode = reports::leak_mode;

// What is classified where the user names no input.
constexpr std::string_view kText =
    "Forty failed logins for the service account svc_backup were followed by a successful one from "
    "a country where we have no staff; 14 GB went to a personal drive afterwards.";

// For a child that hangs, not for a slow one: 10 minutes for the 50 loads of the default.
constexpr std::chrono::seconds kTimeoutPerLoad{12};

bool wants(const std::vector<std::string>& asked, std::string_view name) {
  return asked.empty() || std::find(asked.begin(), asked.end(), name) != asked.end();
}

CyclePlan plan_of(const Options& options, std::string_view strategy, std::string_view mode) {
  return {.strategy = std::string(strategy),
          .mode = std::string(mode),
          .loads = options.loads,
          .inject_leak_bytes = options.inject_leak_bytes};
}

void add_jobs_of_ours(const Options& options, const NamedModel& model, std::vector<Job>& jobs) {
  const ModelFiles files = locate_model(model.path);
  const auto reference = default_strategy(files).open(files);
  const Cleaning cleaning = reference->classifier().settings().text.cleaning;
  const auto add = [&](const Strategy& strategy, std::string_view mode) {
    if (!wants(options.asked, strategy.name) || !wants(options.modes, mode) ||
        !files.has(strategy.form))
      return;
    jobs.push_back(
        {model, std::string(strategy.name), cleaning, plan_of(options, strategy.name, mode)});
  };
  for (const Strategy& strategy : strategies()) add(strategy, leak_mode::kLoadPredictDrop);
  add(strategy_named("mmap"), leak_mode::kCacheGet);
  add(strategy_named("mmap"), leak_mode::kCacheGetInvalidate);
}

// As a mode of a child: it says what a plug-in says of itself.
constexpr std::string_view kDescribe = "describe";

std::vector<std::string> child_command(const Job& job, const Options& options) {
  return {std::filesystem::read_symlink("/proc/self/exe").native(),
          "--model",
          fmt::format("{}={}", job.model.name, job.model.path.native()),
          "--load",
          job.load,
          "--plugin-input",
          options.plugin_input.native(),
          "--child",
          job.plan.mode,
          "--child-cleaning",
          std::string(name_of(job.cleaning)),
          "--loads",
          std::to_string(job.plan.loads),
          "--inject-leak",
          std::to_string(job.plan.inject_leak_bytes)};
}

std::string how_it_ended(const probe::ProcessSample& child, std::chrono::seconds timeout) {
  switch (child.ending) {
    case probe::Ending::timed_out:
      return fmt::format("did not end within {} seconds ({} a load)", timeout.count(),
                         kTimeoutPerLoad.count());
    case probe::Ending::signalled:
      return fmt::format("was ended by signal {} ({})", child.code, ::strsignal(child.code));
    case probe::Ending::exited:
      break;
  }
  return fmt::format("ended with exit code {}: '{}'", child.code, printable(child.stderr_line()));
}

// Runs it in a child. Returns the child's report; throws Error with the reason where there is none.
std::string report_on(const Job& job, const Options& options, probe::Launcher& launcher) {
  const std::chrono::seconds timeout = kTimeoutPerLoad * job.plan.loads;
  probe::ProcessSample child =
      launcher.run({.arguments = child_command(job, options),
                    // glibc's per-thread cache counts as in use what was freed into it, and fills
                    // over many loads: growth that is none.
                    .environment = {{"GLIBC_TUNABLES", "glibc.malloc.tcache_count=0"}},
                    .timeout = timeout,
                    .keep_stdout_bytes = kReportBytes});
  if (child.succeeded()) return std::move(child.kept_stdout);
  const bool says_why = child.ending == probe::Ending::exited && !child.kept_stdout.empty();
  throw Error(ErrorKind::environment, says_why
                                          ? child.kept_stdout
                                          : fmt::format("the process of {} {}", printable(job.load),
                                                        how_it_ended(child, timeout)));
}

// Opening a plug-in runs code of it, which may crash.
std::string strategy_of(const std::string& load, const Options& options,
                        probe::Launcher& launcher) {
  const Job job = {parse_named_model(options.models.front()), load, Cleaning::none,
                   plan_of(options, load, kDescribe)};
  return parse_plugin_description(report_on(job, options, launcher)).strategy;
}

CycleResult run_plan(const Options& options) {
  const std::filesystem::path model = parse_named_model(options.models.front()).path;
  const std::string& load = options.asked.front();
  CyclePlan plan = plan_of(options, load, options.child);
  plan.input = kText;
  if (const auto path = plugin_path(load)) {
    plan.load = loader_of(std::make_shared<const Plugin>(*path), model);
    if (!options.plugin_input.empty()) plan.input = read_text_file(options.plugin_input);
  } else {
    ModelFiles files = locate_model(model);
    files.cleaning = cleaning_named(options.cleaning);
    plan.cached_path = files.name;
    plan.load = loader_of(strategy_named(load), std::move(files));
  }
  return run_cycles(plan);
}

std::string report_of_child(const Options& options) {
  if (options.child != kDescribe) return to_text(run_plan(options));
  return to_text(Plugin(plugin_path(options.asked.front()).value()).description());
}

}  // namespace

std::vector<Job> jobs_of(const Options& options, probe::Launcher& launcher) {
  std::vector<std::pair<std::string, std::string>> plugins;  // plugin:PATH, its name in rows
  for (const std::string& load : options.asked) {
    if (plugin_path(load)) {
      plugins.emplace_back(load, strategy_of(load, options, launcher));
    } else {
      strategy_named(load);  // refuses unknown ones
    }
  }
  const bool tests_ours = options.asked.empty() || plugins.size() < options.asked.size();
  std::vector<Job> jobs;
  for (const NamedModel& model : parse_named_models(options.models)) {
    if (tests_ours) add_jobs_of_ours(options, model, jobs);
    if (!wants(options.modes, leak_mode::kLoadPredictDrop)) continue;
    for (const auto& [load, strategy] : plugins) {
      jobs.push_back(
          {model, load, Cleaning::none, plan_of(options, strategy, leak_mode::kLoadPredictDrop)});
    }
  }
  if (jobs.empty())
    throw Error(ErrorKind::usage, "no model has the form that the asked strategies read");
  return jobs;
}

reports::LeakSection run_job(const Job& job, const Options& options, probe::Launcher& launcher) {
  return judge(job.plan, job.model.name, parse_cycle_result(report_on(job, options, launcher)),
               static_cast<double>(options.max_leak_bytes));
}

// Standard output is kept for the report: what a plug-in prints there goes to standard error.
ExitCode run_child(const Options& options) {
  const FileDescriptor out(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1));
  if (out.get() < 0 || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0) {
    throw system_error("keep standard output", {}, errno);
  }
  std::string report;
  ExitCode code = ExitCode::good;
  try {
    report = report_of_child(options);
  } catch (const std::exception& error) {
    report = error.what();
    code = ExitCode::failed;
  }
  if (::write(out.get(), report.data(), report.size()) != std::ssize(report)) {
    throw system_error("write the report", {}, errno);
  }
  return code;
}

}  // namespace alertsage::leaktest

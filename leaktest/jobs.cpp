#include "leaktest/jobs.hpp"

#include <fmt/format.h>
#include <string.h>

#include <algorithm>
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

std::string why_it_failed(const probe::ProcessSample& child, std::chrono::seconds timeout) {
  switch (child.ending) {
    case probe::Ending::timed_out:
      return fmt::format("no end after {} seconds ({} a load)", timeout.count(),
                         kTimeoutPerLoad.count());
    case probe::Ending::signalled:
      return fmt::format("it was ended by signal {} ({})", child.code, ::strsignal(child.code));
    case probe::Ending::exited:
      break;
  }
  return child.stderr_line();
}

}  // namespace

std::vector<Job> jobs_of(const Options& options) {
  std::vector<std::pair<std::string, std::string>> plugins;  // plugin:PATH, its name in rows
  for (const std::string& load : options.asked) {
    if (const auto path = plugin_path(load)) {
      plugins.emplace_back(load, Plugin(*path).description().strategy);
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
  const std::chrono::seconds timeout = kTimeoutPerLoad * job.plan.loads;
  const probe::ProcessSample child =
      launcher.run({.arguments = child_command(job, options),
                    // glibc's per-thread cache counts as in use what was freed into it, and fills
                    // over many loads: growth that is none.
                    .environment = {{"GLIBC_TUNABLES", "glibc.malloc.tcache_count=0"}},
                    .timeout = timeout,
                    .keep_stdout_bytes = kReportBytes});
  if (!child.succeeded()) {
    throw Error(ErrorKind::environment,
                fmt::format("the test of {} on {} failed: {}", job.plan.strategy, job.model.name,
                            why_it_failed(child, timeout)));
  }
  return judge(job.plan, job.model.name, parse_cycle_result(child.kept_stdout),
               static_cast<double>(options.max_leak_bytes));
}

ExitCode run_child(const Options& options) {
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
  fmt::print("{}", to_text(run_cycles(plan)));
  return ExitCode::good;
}

}  // namespace alertsage::leaktest

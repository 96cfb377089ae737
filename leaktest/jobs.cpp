#include "leaktest/jobs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <set>
#include <utility>

#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/load/plugin.hpp"
#include "leaktest/cycle_source.hpp"
#include "leaktest/injected_leak.hpp"
#include "reports/results/row_name.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::leaktest {
namespace {

namespace leak_mode = reports::leak_mode;
namespace leak_strategy = reports::leak_strategy;

bool wants(const std::vector<std::string>& asked, std::string_view name) {
  return asked.empty() || std::find(asked.begin(), asked.end(), name) != asked.end();
}

reports::LeakSection section_named(std::string_view strategy, std::string_view model,
                                   std::string_view mode) {
  return {.name = fmt::format("leak/{}/{}/{}", strategy, model, mode),
          .strategy = std::string(strategy),
          .model = std::string(model),
          .mode = std::string(mode)};
}

void add_jobs_of_ours(const Options& options, const NamedModel& model, std::vector<Job>& jobs) {
  const ModelFiles files = locate_model(model.path);
  const auto reference = default_strategy(files).open(files);
  const Cleaning cleaning = reference->classifier().settings().text.cleaning;
  const auto add = [&](const Strategy& strategy, std::string_view mode) {
    if (!wants(options.loaders, strategy.name) || !wants(options.modes, mode) ||
        !files.has(strategy.form))
      return;
    jobs.push_back({section_named(strategy.name, model.name, mode),
                    ChildPlan{model, std::string(strategy.name), std::string(mode), cleaning}});
  };
  for (const Strategy& strategy : strategies()) add(strategy, leak_mode::kLoadPredictDrop);
  add(strategy_named("mmap"), leak_mode::kCacheGet);
  add(strategy_named("mmap"), leak_mode::kCacheGetInvalidate);
}

// Opening a plug-in runs code of it, which may crash.
std::string strategy_of(const std::string& load, const Options& options,
                        const probe::Interrupt& interrupt) {
  const ChildPlan plan{parse_named_model(options.models.front()), load, std::string(kDescribe)};
  SubjectProcess process(
      {.arguments = child_command(plan, options), .output = Output::keep, .keep_stderr = true});
  try {
    wait_for_end({process, interrupt, options.timeout});
  } catch (const Error& error) {
    fail_as_child(process, load, error);
  }
  return parse_plugin_description(process.kept_stdout()).strategy;
}

std::string name_of_process(pid_t process) {
  if (!std::filesystem::exists(fmt::format("/proc/{}", process))) {
    throw Error(ErrorKind::not_found, "there is no such process",
                {.piece = std::to_string(process)});
  }
  std::string name = read_text_file(fmt::format("/proc/{}/comm", process));
  while (name.ends_with('\n')) name.pop_back();
  return name;
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, " "));
}

Job job_of_other(const Options& options) {
  const std::string_view mode = options.each_line                  ? leak_mode::kEachLine
                                : options.every || options.process ? leak_mode::kAtIntervals
                                                                   : leak_mode::kMarkedCycles;
  const std::string name =
      !options.name.empty()
          ? reports::given_name(options.name)
          : reports::command_name(options.process ? name_of_process(*options.process)
                                                  : joined(options.command));
  Job job{section_named(options.process ? leak_strategy::kProcess : leak_strategy::kCommand, name,
                        mode),
          {}};
  job.section.command =
      options.process ? std::to_string(*options.process) : joined(options.command);
  return job;
}

// Of two tests of one name a reader would see one.
void refuse_one_name_for_two(const std::vector<Job>& jobs) {
  std::set<std::string_view> names;
  for (const Job& job : jobs) {
    if (names.insert(job.section.name).second) continue;
    throw Error(ErrorKind::usage, "is the name of two tests: do two plug-ins have the same name?",
                {.piece = job.section.name});
  }
}

}  // namespace

std::vector<Job> jobs_of(const Options& options, const probe::Interrupt& interrupt) {
  if (options.models.empty()) return {job_of_other(options)};
  if (!options.inject_leak.empty()) parse_leak_kind(options.inject_leak);  // refuses others
  std::vector<std::pair<std::string, std::string>> plugins;  // plugin:PATH, its name in rows
  for (const std::string& load : options.loaders) {
    if (plugin_path(load)) {
      plugins.emplace_back(load, strategy_of(load, options, interrupt));
    } else {
      strategy_named(load);  // refuses unknown ones
    }
  }
  const bool tests_ours = options.loaders.empty() || plugins.size() < options.loaders.size();
  std::vector<Job> jobs;
  for (const NamedModel& model : parse_named_models(options.models)) {
    if (tests_ours) add_jobs_of_ours(options, model, jobs);
    if (!wants(options.modes, leak_mode::kLoadPredictDrop)) continue;
    for (const auto& [load, strategy] : plugins) {
      jobs.push_back({section_named(strategy, model.name, leak_mode::kLoadPredictDrop),
                      ChildPlan{model, load, std::string(leak_mode::kLoadPredictDrop)}});
    }
  }
  if (jobs.empty())
    throw Error(ErrorKind::usage, "no model has the form that the asked strategies read");
  refuse_one_name_for_two(jobs);
  return jobs;
}

}  // namespace alertsage::leaktest

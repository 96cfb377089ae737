#include "leaktest/jobs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <system_error>
#include <utility>

#include "bench/probe/launcher.hpp"
#include "bench/probe/preload.hpp"
#include "bench/probe/process_memory.hpp"
#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/load/plugin.hpp"
#include "leaktest/injected_leak.hpp"
#include "leaktest/sanitized_program.hpp"
#include "leaktest/site_finder.hpp"
#include "reports/results/row_name.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::leaktest {
namespace {

namespace leak_mode = reports::leak_mode;
namespace leak_strategy = reports::leak_strategy;

constexpr std::chrono::milliseconds kEvery{100};

// Under another tool, which is slow: enough for a leak to stand out.
constexpr std::size_t kCyclesAgain = 20;

bool wants(const std::vector<std::string>& asked, std::string_view name) {
  return asked.empty() || std::find(asked.begin(), asked.end(), name) != asked.end();
}

std::chrono::milliseconds milliseconds(std::chrono::duration<double> time) {
  return std::chrono::ceil<std::chrono::milliseconds>(time);
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
    if (!wants(options.asked, strategy.name) || !wants(options.modes, mode) ||
        !files.has(strategy.form))
      return;
    jobs.push_back({section_named(strategy.name, model.name, mode),
                    ChildPlan{model, std::string(strategy.name), std::string(mode), cleaning}});
  };
  for (const Strategy& strategy : strategies()) add(strategy, leak_mode::kLoadPredictDrop);
  add(strategy_named("mmap"), leak_mode::kCacheGet);
  add(strategy_named("mmap"), leak_mode::kCacheGetInvalidate);
}

// The child says itself why it failed.
[[noreturn]] void fail(const SubjectProcess& process, const std::string& load, const Error& error) {
  if (!process.kept_stdout().empty()) throw Error(ErrorKind::environment, process.kept_stdout());
  throw Error(error.kind(), fmt::format("{}: {}", printable(load), error.what()));
}

// Opening a plug-in runs code of it, which may crash.
std::string strategy_of(const std::string& load, const Options& options,
                        const probe::Interrupt& interrupt) {
  const ChildPlan plan{parse_named_model(options.models.front()), load, std::string(kDescribe)};
  SubjectProcess process(
      {.arguments = child_command(plan, options), .output = Output::keep, .keep_stderr = true});
  try {
    wait_for_end({process, interrupt, milliseconds(options.timeout)});
  } catch (const Error& error) {
    fail(process, load, error);
  }
  return parse_plugin_description(process.kept_stdout()).strategy;
}

std::string name_of_process(pid_t process) {
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
  const std::string name = !options.name.empty() ? options.name
                           : options.process     ? name_of_process(*options.process)
                                                 : joined(options.command);
  Job job{section_named(options.process ? leak_strategy::kProcess : leak_strategy::kCommand,
                        reports::command_name(name), mode),
          {}};
  job.section.command =
      options.process ? std::to_string(*options.process) : joined(options.command);
  return job;
}

ObservationPlan plan_of(const Options& options) {
  return {.schedule = {.loads = options.loads, .most = options.most_loads},
          .max_leak_bytes = static_cast<double>(options.max_leak_bytes),
          .trim = options.trim};
}

// glibc's per-thread cache counts as in use what was freed into it, and fills over many loads:
// growth that is none. Counted bytes do not know it.
void add_tunables(probe::Environment& environment) {
  const char* others = std::getenv("GLIBC_TUNABLES");
  environment.emplace_back(
      "GLIBC_TUNABLES", fmt::format("{}{}glibc.malloc.tcache_count=0",
                                    others == nullptr ? "" : others, others == nullptr ? "" : ":"));
}

class Run {
 public:
  Run(const Options& options, const probe::Interrupt& interrupt, const TellProgress& tell)
      : options_(options), interrupt_(interrupt), tell_(tell), plan_(plan_of(options)) {}

  reports::LeakSection of_child(const Job& job) {
    AgentChannel channel(options_.count ? Counting::on : Counting::off);
    probe::Environment environment = channel.environment();
    if (!options_.count) add_tunables(environment);
    SubjectProcess process({.arguments = child_command(*job.child, options_),
                            .environment = environment,
                            .output = Output::keep,
                            .keep_stderr = true});
    const InjectedShmObjects injected(process.id());
    try {
      MarkedCycles source(waiting(process), channel);
      return observed(job, source, process.id(), &channel);
    } catch (const Error& error) {
      process.stop(std::chrono::milliseconds(0));
      fail(process, job.child->load, error);
    } catch (const probe::Interrupted&) {
      process.stop(std::chrono::milliseconds(0));  // before its objects are removed
      throw;
    }
  }

  reports::LeakSection of_command(const Job& job) {
    plan_.heap_needed = false;  // it may have a malloc of its own: then RssAnon has to tell
    if (is_sanitized(options_.command.front())) {
      throw Error(ErrorKind::environment, kSanitized, {.file = options_.command.front()});
    }
    if (options_.each_line || options_.every) return of_command_from_outside(job);
    AgentChannel channel(options_.count ? Counting::on : Counting::off);
    SubjectProcess process({.arguments = options_.command,
                            .environment = channel.environment(),
                            .output = options_.show_output ? Output::show : Output::drop});
    MarkedCycles source(waiting(process), channel);
    try {
      return observed(job, source, process.id(), &channel);
    } catch (const Error& error) {
      if (source.was_marked()) throw;
      throw Error(
          error.kind(),
          fmt::format("{}; it marked no cycle: call leaktest_cycle() in it (leaktest.h), or "
                      "use --each-line or --every{}",
                      error.what(),
                      channel.attachments() == 0
                          ? ", as a static, set-user-id or sanitized program has to be tested"
                          : ""));
    }
  }

  reports::LeakSection of_process(const Job& job) {
    if (!probe::has_memory(*options_.process)) {
      throw Error(ErrorKind::environment,
                  fmt::format("process {} has no memory to look at: it has ended and nobody has "
                              "waited for it, or it is one of the kernel",
                              *options_.process));
    }
    // As its mappings may: of those, access(2) would promise too much.
    std::error_code error;
    const auto program =
        std::filesystem::read_symlink(fmt::format("/proc/{}/exe", *options_.process), error);
    if (error && error != std::errc::no_such_file_or_directory) {
      throw Error(ErrorKind::environment,
                  fmt::format("process {} may not be looked at: it is another user's, more "
                              "privileged than this one, or not dumpable",
                              *options_.process));
    }
    plan_.heap_needed = false;
    plan_.trim = false;
    Intervals source(*options_.process, interrupt_, milliseconds(options_.every.value_or(kEvery)));
    return observed(job, source, *options_.process, nullptr);
  }

 private:
  Waiting waiting(SubjectProcess& process) const {
    return {process, interrupt_, milliseconds(options_.timeout)};
  }

  // Counted as well, but it does not stop at the end of a cycle.
  reports::LeakSection of_command_from_outside(const Job& job) {
    std::optional<AgentChannel> channel;
    SubjectCommand command{.arguments = options_.command,
                           .output = options_.each_line     ? Output::lines
                                     : options_.show_output ? Output::show
                                                            : Output::drop,
                           .show_lines = options_.show_output};
    if (options_.count) {
      channel.emplace(Counting::on);
      channel->ignore_marks();
      command.environment = channel->environment();
    }
    SubjectProcess process(command);
    const AgentChannel* counts = channel ? &*channel : nullptr;
    if (options_.each_line) {
      PrintedLines source(waiting(process));
      return observed(job, source, process.id(), counts);
    }
    Intervals source(waiting(process), milliseconds(options_.every.value()));
    return observed(job, source, process.id(), counts);
  }

  reports::LeakSection observed(const Job& job, CycleSource& source, pid_t process,
                                const AgentChannel* channel) {
    reports::LeakSection section = job.section;
    Recording recording(process, channel);
    observe(source, recording, plan_, tell_, section);
    section.next_steps = site_finders(section, command_again(job), environment_again(job));
    return section;
  }

  // With which a command goes through its cycles without a tester.
  static std::vector<std::string> environment_again(const Job& job) {
    if (job.section.mode != leak_mode::kMarkedCycles) return {};
    const auto [name, value] = probe::preload(AgentChannel::marks_agent());
    return {fmt::format("{}={}", kCyclesVariable, kCyclesAgain), fmt::format("{}={}", name, value)};
  }

  // The same once more, without this program around it.
  std::vector<std::string> command_again(const Job& job) const {
    return job.child ? just_load_command(*job.child, options_, kCyclesAgain) : options_.command;
  }

  const Options& options_;
  const probe::Interrupt& interrupt_;
  const TellProgress& tell_;
  ObservationPlan plan_;
};

}  // namespace

std::vector<Job> jobs_of(const Options& options, const probe::Interrupt& interrupt) {
  if (options.models.empty()) return {job_of_other(options)};
  if (!options.inject_leak.empty()) parse_leak_kind(options.inject_leak);  // refuses others
  std::vector<std::pair<std::string, std::string>> plugins;  // plugin:PATH, its name in rows
  for (const std::string& load : options.asked) {
    if (plugin_path(load)) {
      plugins.emplace_back(load, strategy_of(load, options, interrupt));
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
      jobs.push_back({section_named(strategy, model.name, leak_mode::kLoadPredictDrop),
                      ChildPlan{model, load, std::string(leak_mode::kLoadPredictDrop)}});
    }
  }
  if (jobs.empty())
    throw Error(ErrorKind::usage, "no model has the form that the asked strategies read");
  return jobs;
}

reports::LeakSection run_job(const Job& job, const Options& options,
                             const probe::Interrupt& interrupt, const TellProgress& tell) {
  const auto start = std::chrono::steady_clock::now();
  Run run(options, interrupt, tell);
  reports::LeakSection section = job.child         ? run.of_child(job)
                                 : options.process ? run.of_process(job)
                                                   : run.of_command(job);
  section.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  return section;
}

}  // namespace alertsage::leaktest

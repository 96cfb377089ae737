// alertsage-leaktest: memory and other resources over repeated loads, and a verdict.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <optional>

#include "bench/probe/environment.hpp"
#include "bench/probe/launcher.hpp"
#include "core/base/command_line.hpp"
#include "core/base/error.hpp"
#include "core/base/progress.hpp"
#include "core/base/publish.hpp"
#include "core/base/version.hpp"
#include "core/load/named_model.hpp"
#include "leaktest/cycles.hpp"
#include "leaktest/judge.hpp"
#include "reports/results/document.hpp"
#include "reports/results/vocabulary.hpp"
#include "reports/results/writer.hpp"

namespace {

using namespace alertsage;
using namespace alertsage::leaktest;
namespace leak_mode = reports::leak_mode;

constexpr std::string_view kProgram = "alertsage-leaktest";
constexpr std::string_view kModes[] = {leak_mode::kLoadPredictDrop, leak_mode::kCacheGet,
                                       leak_mode::kCacheGetInvalidate};
constexpr std::size_t kFewestLoads = 20;

// A child reports seven figures a load through a pipe of which the launcher keeps 1 MiB: room for
// 13 digits each, and they are bytes.
constexpr std::size_t kMostLoads = 10'000;
constexpr std::size_t kReportBytes = std::size_t{1} << 20;

// For a child that hangs, not for a slow one: 10 minutes for the 50 loads of the default.
constexpr std::chrono::seconds kTimeoutPerLoad{12};

struct Options {
  std::vector<std::string> models;
  std::vector<std::string> strategies;
  std::vector<std::string> modes;
  std::size_t loads = 50;
  std::uint64_t max_leak_bytes = 1024;
  std::uint64_t inject_leak_bytes = 0;
  std::string output;
  std::string child;     // the mode that this process runs as a child; not for users
  std::string cleaning;  // the child's
};

void add_options(CLI::App& app, Options& options) {
  app.add_option("--model", options.models,
                 "a model to test: a name for it, and a bundle or a file; repeatable")
      ->required()
      ->type_name("NAME=PATH");
  app.add_option("--load", options.strategies,
                 "test only this load strategy; repeatable [all that fit]");
  app.add_option("--mode", options.modes,
                 "load-predict-drop (each strategy), cache-get, cache-get-invalidate (mmap); "
                 "repeatable [all]")
      ->check(CLI::IsMember(std::vector<std::string>(std::begin(kModes), std::end(kModes))));
  app.add_option("--loads", options.loads, "how many times [50]")
      ->check(CLI::Range(kFewestLoads, kMostLoads));
  app.add_option("--max-leak", options.max_leak_bytes,
                 "clean means: less than this a load, such as 64 or 1KiB [1KiB]")
      ->transform(CLI::AsSizeValue(false));
  app.add_option("--inject-leak", options.inject_leak_bytes,
                 "leak so much in each load, to see the verdict turn")
      ->transform(CLI::AsSizeValue(false));
  app.add_option("-o,--output-file", options.output, "write the result document there");
  app.add_option("--child", options.child)->group("");
  app.add_option("--child-cleaning", options.cleaning)->group("");
  app.footer("Exit codes: 0 clean, 1 leak, 2 cannot tell, 3 could not.");
}

// What to test, as it is passed to a child.
struct Job {
  NamedModel model;
  CyclePlan plan;
};

std::vector<Job> jobs_of(const Options& options) {
  std::vector<Job> jobs;
  const auto wants = [](const std::vector<std::string>& asked, std::string_view name) {
    return asked.empty() || std::find(asked.begin(), asked.end(), name) != asked.end();
  };
  for (const std::string& name : options.strategies) strategy_named(name);  // refuses unknown ones
  for (const NamedModel& model : parse_named_models(options.models)) {
    ModelFiles files = locate_model(model.path);
    const auto reference = default_strategy(files).open(files);
    files.cleaning = reference->classifier().settings().text.cleaning;
    const auto add = [&](const Strategy& strategy, std::string_view mode) {
      if (!wants(options.strategies, strategy.name) || !wants(options.modes, mode) ||
          !files.has(strategy.form))
        return;
      jobs.push_back({model,
                      {.files = files,
                       .strategy = std::string(strategy.name),
                       .mode = std::string(mode),
                       .loads = options.loads,
                       .inject_leak_bytes = options.inject_leak_bytes}});
    };
    for (const Strategy& strategy : strategies()) add(strategy, leak_mode::kLoadPredictDrop);
    add(strategy_named("mmap"), leak_mode::kCacheGet);
    add(strategy_named("mmap"), leak_mode::kCacheGetInvalidate);
  }
  if (jobs.empty())
    throw Error(ErrorKind::usage, "no model has the form that the asked strategies read");
  return jobs;
}

ExitCode run_child(const Options& options) {
  CyclePlan plan{.files = locate_model(parse_named_model(options.models.front()).path),
                 .strategy = options.strategies.front(),
                 .mode = options.child,
                 .loads = options.loads,
                 .inject_leak_bytes = options.inject_leak_bytes};
  plan.files.cleaning = cleaning_named(options.cleaning);
  fmt::print("{}", to_text(run_cycles(plan)));
  return ExitCode::good;
}

// A fresh process for each job: what one strategy made the allocator keep must not be held against
// the next.
reports::LeakSection run_job(const Job& job, const Options& options, probe::Launcher& launcher) {
  const std::filesystem::path self = std::filesystem::read_symlink("/proc/self/exe");
  const std::chrono::seconds timeout = kTimeoutPerLoad * job.plan.loads;
  const probe::ProcessSample child = launcher.run(
      {.arguments = {self.native(), "--model",
                     fmt::format("{}={}", job.model.name, job.model.path.native()), "--load",
                     job.plan.strategy, "--child", job.plan.mode, "--child-cleaning",
                     std::string(name_of(*job.plan.files.cleaning)), "--loads",
                     std::to_string(job.plan.loads), "--inject-leak",
                     std::to_string(job.plan.inject_leak_bytes)},
       // glibc's per-thread cache counts as in use what was freed into it, and fills over many
       // loads: growth that is none.
       .environment = {{"GLIBC_TUNABLES", "glibc.malloc.tcache_count=0"}},
       .timeout = timeout,
       .keep_stdout_bytes = kReportBytes});
  if (!child.succeeded()) {
    const std::string cause = child.ending == probe::Ending::timed_out
                                  ? fmt::format("no end after {} seconds ({} a load)",
                                                timeout.count(), kTimeoutPerLoad.count())
                                  : child.stderr_line();
    throw Error(ErrorKind::environment, fmt::format("the test of {} on {} failed: {}",
                                                    job.plan.strategy, job.model.name, cause));
  }
  return judge(job.plan, job.model.name, parse_cycle_result(child.kept_stdout),
               static_cast<double>(options.max_leak_bytes));
}

std::string figure(const reports::LeakMetric& metric, const std::optional<double>& value) {
  if (!value) return "-";
  return fmt::format("{:.4g}{}", *value, metric.name.ends_with("_bytes") ? " B" : "");
}

void print_section(const reports::LeakSection& section) {
  fmt::print("{:<56} {}\n", section.name, name_of(section.verdict));
  for (const reports::LeakMetric& metric : section.metrics) {
    const bool quiet = metric.verdict == reports::LeakVerdict::clean &&
                       metric.name != "heap_in_use_bytes" && metric.name != "rss_anon_bytes";
    if (quiet) continue;  // the two that users ask for, and whatever is wrong
    if (!section.series.contains(metric.name)) {
      fmt::print("  {:<20} {:<12} not available\n", metric.name, name_of(metric.verdict));
      continue;
    }
    fmt::print("  {:<20} {:<12} {} a load, between {} and {}; smallest leak seen {}\n", metric.name,
               name_of(metric.verdict), figure(metric, metric.slope_per_load),
               figure(metric, metric.slope_low), figure(metric, metric.slope_high),
               figure(metric, metric.smallest_leak));
  }
}

reports::Document document_of(std::vector<reports::LeakSection> sections) {
  reports::Document document;
  document.context[std::string(reports::context::kSchema)] = reports::kSchemaVersion;
  for (const auto& [key, value] : probe::environment_facts()) {
    document.context[fmt::format("alertsage.{}", key)] = value;
  }
  document.leaks = std::move(sections);
  return document;
}

ExitCode run(int argc, char** argv) {
  CLI::App app("Does loading a model again and again leak?\n", std::string(kProgram));
  add_version_flag(app, std::string(kProgram));
  Options options;
  add_options(app, options);
  if (const auto done = parse_command_line(app, argc, argv)) return *done;
  if (!options.child.empty()) return run_child(options);
  if (!sanitizers().empty()) {
    throw Error(ErrorKind::environment,
                "a sanitized build has another allocator: its memory says nothing");
  }

  const std::vector<Job> jobs = jobs_of(options);
  std::optional<FilePublisher> output;  // what cannot be written is known before the first load
  if (!options.output.empty()) output.emplace(options.output);
  probe::Launcher launcher;
  std::vector<reports::LeakSection> sections;
  auto verdict = reports::LeakVerdict::clean;
  for (const Job& job : jobs) {
    {
      Progress progress(fmt::format("{}/{} {} on {}, {}", sections.size() + 1, jobs.size(),
                                    job.plan.strategy, job.model.name, job.plan.mode),
                        0);
      progress.update(0);
      sections.push_back(run_job(job, options, launcher));
    }
    print_section(sections.back());
    std::fflush(stdout);
    verdict = reports::worse(verdict, sections.back().verdict);
  }
  if (output) {
    output->write(as_bytes(reports::document_json(document_of(std::move(sections)))));
    output->publish();
  }
  switch (verdict) {
    case reports::LeakVerdict::clean:
      return ExitCode::good;
    case reports::LeakVerdict::leak:
      return ExitCode::verdict_bad;
    case reports::LeakVerdict::cannot_tell:
      return ExitCode::undecided;
  }
  return ExitCode::undecided;
}

}  // namespace

int main(int argc, char** argv) {
  return alertsage::run_program(kProgram, [&] { return run(argc, argv); });
}

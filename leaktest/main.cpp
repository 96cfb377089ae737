// alertsage-leaktest: memory and other resources over repeated loads, and a verdict.
#include <fmt/format.h>

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bench/probe/environment.hpp"
#include "bench/probe/launcher.hpp"
#include "core/base/command_line.hpp"
#include "core/base/error.hpp"
#include "core/base/progress.hpp"
#include "core/base/publish.hpp"
#include "core/base/version.hpp"
#include "leaktest/jobs.hpp"
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

void add_options(CLI::App& app, Options& options) {
  app.add_option("--model", options.models,
                 "a model to test: a name for it, and a bundle or a file; repeatable")
      ->required()
      ->type_name("NAME=PATH");
  app.add_option("--load", options.asked,
                 "test only this load strategy, or a loader of yours, plugin:PATH.so "
                 "(docs/your-own-loader.md); repeatable [all strategies that fit]")
      ->type_name("NAME");
  app.add_option("--plugin-input", options.plugin_input,
                 "what plug-ins are asked: this file, whole [an incident's text]")
      ->type_name("FILE");
  app.add_option(
         "--mode", options.modes,
         "load-predict-drop (each strategy and plug-in), cache-get, cache-get-invalidate (mmap); "
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
  app.footer(
      "Exit codes: 0 clean, 1 leak, 2 cannot tell, 3 could not: also where one test of several "
      "failed.");
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

struct Findings {
  std::vector<reports::LeakSection> sections;
  std::map<std::string, std::string> failed;  // the name of the section that it has not, the reason
};

// What fails costs nobody else anything.
Findings run_jobs(const std::vector<Job>& jobs, const Options& options, probe::Launcher& launcher) {
  Findings findings;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    const Job& job = jobs[i];
    try {
      {
        Progress progress(fmt::format("{}/{} {} on {}, {}", i + 1, jobs.size(), job.plan.strategy,
                                      job.model.name, job.plan.mode),
                          0);
        progress.update(0);
        findings.sections.push_back(run_job(job, options, launcher));
      }
      print_section(findings.sections.back());
    } catch (const Error& error) {
      const std::string name = section_name(job.plan, job.model.name);
      fmt::print("{:<56} failed: {}\n", name, error.what());
      findings.failed.emplace(name, error.what());
    }
    std::fflush(stdout);
  }
  return findings;
}

reports::Document document_of(const Findings& findings) {
  reports::Document document;
  document.context[std::string(reports::context::kSchema)] = reports::kSchemaVersion;
  for (const auto& [key, value] : probe::environment_facts()) {
    document.context[fmt::format("alertsage.{}", key)] = value;
  }
  for (const auto& [name, reason] : findings.failed) {
    document.context[fmt::format("{}{}", reports::context::kLeftOutPrefix, name)] = reason;
  }
  document.leaks = findings.sections;
  return document;
}

ExitCode code_of(const Findings& findings) {
  auto verdict = reports::LeakVerdict::clean;
  for (const reports::LeakSection& section : findings.sections) {
    verdict = reports::worse(verdict, section.verdict);
  }
  switch (verdict) {
    case reports::LeakVerdict::clean:
      return ExitCode::good;
    case reports::LeakVerdict::leak:
      return ExitCode::verdict_bad;
    case reports::LeakVerdict::allocator_retention:
    case reports::LeakVerdict::decelerating:
    case reports::LeakVerdict::cannot_tell:
      break;
  }
  return ExitCode::undecided;
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

  probe::Launcher launcher;
  const std::vector<Job> jobs = jobs_of(options, launcher);
  std::optional<FilePublisher> output;  // what cannot be written is known before the first load
  if (!options.output.empty()) output.emplace(options.output);
  const Findings findings = run_jobs(jobs, options, launcher);
  if (output && !findings.sections.empty()) {
    output->write(as_bytes(reports::document_json(document_of(findings))));
    output->publish();
  }
  if (!findings.failed.empty()) {
    const auto& [name, reason] = *findings.failed.begin();
    throw Error(ErrorKind::environment,
                fmt::format("{} of {} tests failed; {}: {}", findings.failed.size(), jobs.size(),
                            name, reason));
  }
  return code_of(findings);
}

}  // namespace

int main(int argc, char** argv) {
  return alertsage::run_program(kProgram, [&] { return run(argc, argv); });
}

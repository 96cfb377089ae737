// alertsage-leaktest: memory and other resources over repeated cycles, and a verdict.
#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "bench/probe/environment.hpp"
#include "bench/probe/interrupt.hpp"
#include "bench/probe/launcher.hpp"
#include "core/base/error.hpp"
#include "core/base/progress.hpp"
#include "core/base/publish.hpp"
#include "core/base/version.hpp"
#include "leaktest/child.hpp"
#include "leaktest/jobs.hpp"
#include "leaktest/options.hpp"
#include "leaktest/run_job.hpp"
#include "leaktest/sanitized_program.hpp"
#include "leaktest/self_test.hpp"
#include "leaktest/summary.hpp"
#include "reports/compare/leak_comparison.hpp"
#include "reports/compare/text/leak_comparison_text.hpp"
#include "reports/results/document.hpp"
#include "reports/results/reader.hpp"
#include "reports/results/vocabulary.hpp"
#include "reports/results/writer.hpp"

namespace {

using namespace alertsage;
using namespace alertsage::leaktest;

constexpr std::string_view kProgram = "alertsage-leaktest";

struct Findings {
  std::vector<reports::LeakSection> sections;
  std::map<std::string, std::string> failed;  // tests without a verdict: name, reason
  std::string partial;                        // why the run ended early; empty where it did not
};

reports::LeakSection watch(const Job& job, const Options& options,
                           const probe::Interrupt& interrupt, const std::string& label) {
  std::optional<Progress> progress;  // its total may grow
  std::size_t total = 0;
  const TellProgress tell = [&](std::size_t done, std::size_t of) {
    if (!progress || of != total) progress.emplace(label, total = of);
    progress->update(done);
  };
  return run_job(job, options, interrupt, tell);
}

// A test that fails does not keep the others from being made.
Findings run_jobs(const std::vector<Job>& jobs, const Options& options,
                  const probe::Interrupt& interrupt, std::FILE* summary_out) {
  Findings findings;
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    const std::string& name = jobs[i].section.name;
    if (interrupt.came()) {
      findings.partial = fmt::format("interrupted after {} of {} tests", i, jobs.size());
      break;
    }
    try {
      findings.sections.push_back(
          watch(jobs[i], options, interrupt, fmt::format("{}/{} {}", i + 1, jobs.size(), name)));
      fmt::print(summary_out, "{}", summary(findings.sections.back()));
      if (!findings.sections.back().partial.empty()) {
        findings.partial = fmt::format("{}: {}", name, findings.sections.back().partial);
      }
    } catch (const probe::Interrupted&) {
      findings.partial = fmt::format("interrupted after {} of {} tests", i, jobs.size());
      break;
    } catch (const Error& error) {
      if (jobs.size() > 1) fmt::print(summary_out, "{:<56} failed: {}\n", name, error.what());
      findings.failed.emplace(name, error.what());
    }
    std::fflush(summary_out);
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
  if (!findings.partial.empty()) {
    document.context[std::string(reports::context::kPartial)] = findings.partial;
  }
  document.leaks = findings.sections;
  return document;
}

// What became worse since then. What this run could not test counts as in any comparison.
ExitCode compare_with(const reports::Document& baseline, const reports::Document& document,
                      std::FILE* summary_out) {
  // As whoever reads the file will see it.
  const reports::LeakComparison comparison = reports::compare_leaks(
      baseline, reports::parse_document(reports::document_json(document), kProgram));
  if (comparison.sections.empty()) {
    std::string cause = "the baseline has none of these tests, which pair by name (-n)";
    for (const reports::Note& note : comparison.failed_in_base) cause += "; " + note.reason;
    throw Error(ErrorKind::mismatch, cause);
  }
  fmt::print(summary_out, "\nAgainst the baseline: {}", reports::leak_comparison_text(comparison));
  return comparison.verdict();
}

ExitCode code_of(const Findings& findings) {
  auto verdict = reports::LeakVerdict::clean;
  for (const reports::LeakSection& section : findings.sections) {
    verdict = reports::worse(verdict, section.verdict);
  }
  if (verdict == reports::LeakVerdict::leak) return ExitCode::verdict_bad;
  return verdict == reports::LeakVerdict::clean ? ExitCode::good : ExitCode::undecided;
}

ExitCode test(const Options& options) {
  if (!sanitizers().empty()) {
    throw Error(ErrorKind::environment, kSanitized);
  }
  const probe::Interrupt interrupt;
  const std::vector<Job> jobs = jobs_of(options, interrupt);
  std::optional<reports::Document> baseline;
  if (!options.baseline.empty()) baseline = reports::read_document(options.baseline);
  std::optional<FilePublisher> output;  // what cannot be written is known before the first load
  if (!options.output.empty()) output.emplace(options.output);
  std::FILE* const summary_out = options.output == kStandardOutput ? stderr : stdout;
  const Findings findings = run_jobs(jobs, options, interrupt, summary_out);
  const reports::Document document = document_of(findings);
  if (output && !(findings.sections.empty() && findings.failed.empty())) {
    output->write(as_bytes(reports::document_json(document)));
    output->publish();
  }
  if (!findings.failed.empty()) {
    const auto& [name, reason] = *findings.failed.begin();
    throw Error(ErrorKind::environment,
                fmt::format("{} of {} tests failed; {}: {}", findings.failed.size(), jobs.size(),
                            name, reason));
  }
  if (!findings.partial.empty()) {
    warn(kProgram, findings.partial);
    return ExitCode::undecided;
  }
  return baseline ? compare_with(*baseline, document, summary_out) : code_of(findings);
}

ExitCode run(int argc, char** argv) {
  // Where who started this ignores it, how a child ended would be nobody's to know.
  ::signal(SIGCHLD, SIG_DFL);
  if (argc > 1 && std::string_view(argv[1]) == "self-test")
    return run_self_test(argc - 1, argv + 1);
  Options options;
  if (const auto done = parse_options(argc, argv, options)) return *done;
  if (!options.child.empty()) return run_child(options);
  if (options.just_load) return just_load(options);
  try {
    return test(options);
  } catch (const probe::Interrupted&) {
    warn(kProgram, "interrupted before anything was tested");
    return ExitCode::undecided;
  }
}

}  // namespace

int main(int argc, char** argv) {
  return alertsage::run_program(kProgram, [&] { return run(argc, argv); });
}

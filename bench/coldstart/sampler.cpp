#include "bench/coldstart/sampler.hpp"

#include <fmt/format.h>

#include "bench/coldstart/process_counters.hpp"
#include "bench/coldstart/reported_times.hpp"
#include "bench/probe/environment_padding.hpp"
#include "bench/probe/page_state.hpp"
#include "core/base/error.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::coldstart {
namespace {

constexpr std::size_t kKeptToBeSearched = std::size_t{1} << 20;
constexpr std::uint64_t kPaddingStream = 1;  // Schedule has the other one of the same seed

Taken failed(std::string reason) {
  return {.kind = reports::NoteKind::failed, .reason = std::move(reason)};
}

Taken dropped(std::string reason) {
  return {.kind = reports::NoteKind::dropped, .reason = std::move(reason)};
}

double nanoseconds(std::chrono::nanoseconds time) {
  return static_cast<double>(time.count());
}

}  // namespace

std::string RowPlan::name() const {
  return fmt::format("{}/{}/{}", reports::process_row::kWhat, subject->name, name_of(state));
}

Sampler::Sampler(const Options& options, probe::Launcher& launcher, FileStates& files)
    : options_(options),
      launcher_(launcher),
      files_(files),
      random_(SplitMix64::of_item(options.seed, kPaddingStream)) {
  if (options.first_output && !options.first_output->empty()) {
    pattern_.emplace(*options.first_output);
  }
}

std::string Sampler::timed_to() const {
  namespace timed_to = reports::timed_to;
  if (pattern_) return fmt::format("{} that matches {}", timed_to::kFirstOutput, pattern_->text());
  return std::string(options_.first_output ? timed_to::kFirstOutput : timed_to::kExit);
}

void Sampler::run_prepare(const Subject& subject) {
  if (!subject.prepare) return;
  const probe::ProcessSample run = launcher_.run(*subject.prepare);
  if (run.succeeded()) return;
  throw Error(ErrorKind::environment, fmt::format("what was to prepare it {}", failure_of(run)),
              {.file = subject.name});
}

probe::Command Sampler::command_for(const Subject& subject) {
  probe::Command command = subject.command;
  if (pattern_) command.keep_stdout_bytes = kKeptToBeSearched;
  if (options_.env_padding_bytes > 0) {
    command.environment.push_back(probe::environment_padding(random_, options_.env_padding_bytes));
  }
  return command;
}

// A floor prints one byte, whatever the commands are waited for.
std::optional<std::chrono::nanoseconds> Sampler::time_of(const probe::ProcessSample& run,
                                                         bool is_floor) const {
  if (pattern_ && !is_floor) return pattern_->time_in(run);
  return options_.first_output ? run.first_output : run.elapsed;
}

Taken Sampler::judge(const probe::ProcessSample& run, bool is_floor) const {
  if (!run.succeeded()) return failed(failure_of(run));
  const std::optional<std::chrono::nanoseconds> time = time_of(run, is_floor);
  if (!time) {
    return failed(run.stdout_bytes == 0 ? "printed nothing on stdout"
                                        : fmt::format("printed nothing that matches, in the first "
                                                      "{} of {} bytes",
                                                      run.kept_stdout.size(), run.stdout_bytes));
  }
  Taken taken = {.row = reports::Row{.real_time_ns = nanoseconds(*time),
                                     .cpu_time_ns = nanoseconds(run.usage.cpu_time())}};
  for (const auto& [name, value] : process_counters(run)) {
    taken.row->counters.emplace(name, value);
  }
  const ReportedTimes reported = reported_times(run.kept_stderr);
  namespace counter = reports::counter;
  if (reported.load) {
    taken.row->counters.emplace(counter::kReportedLoadNs, nanoseconds(*reported.load));
  }
  if (reported.first_answer) {
    taken.row->counters.emplace(counter::kReportedFirstAnswerNs,
                                nanoseconds(*reported.first_answer));
  }
  return taken;
}

Taken Sampler::take(const RowPlan& plan) {
  run_prepare(*plan.subject);
  const probe::Command command = command_for(*plan.subject);
  try {
    plan.reads_files ? files_.prepare(plan.state) : files_.restore_program();
    const probe::ProcessSample run = launcher_.run(command);
    Taken taken = judge(run, plan.subject->is_floor);
    if (!taken.row) return taken;
    plan.reads_files ? files_.prove(plan.state, run.usage) : prove_nothing_was_read(run.usage);
    return taken;
  } catch (const probe::DroppedSample& unproven) {
    return dropped(unproven.what());
  }
}

}  // namespace alertsage::coldstart

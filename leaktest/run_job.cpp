#include "leaktest/run_job.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <system_error>

#include "bench/probe/launcher.hpp"
#include "bench/probe/preload.hpp"
#include "bench/probe/process_memory.hpp"
#include "core/base/error.hpp"
#include "leaktest/injected_leak.hpp"
#include "leaktest/sanitized_program.hpp"
#include "leaktest/site_finder.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::leaktest {
namespace {

namespace leak_mode = reports::leak_mode;

constexpr std::chrono::milliseconds kEvery{100};

// Cycles under heaptrack or valgrind, which are slow: enough for a leak to stand out.
constexpr std::size_t kCyclesAgain = 20;

ObservationPlan plan_of(const Options& options) {
  return {.schedule = options.schedule,
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
      fail_as_child(process, job.child->load, error);
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
          fmt::format("{}; it marked no cycle: {}call leaktest_cycle() in it (leaktest.h), or use "
                      "--each-line or --every{}",
                      error.what(),
                      process.has_ended() ? "" : "if one takes longer, raise --timeout; else ",
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
    // Reading the link takes the same permission as reading its mappings, of which access(2) says
    // nothing.
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
    Intervals source(*options_.process, interrupt_, options_.every.value_or(kEvery));
    return observed(job, source, *options_.process, nullptr);
  }

 private:
  Waiting waiting(SubjectProcess& process) const { return {process, interrupt_, options_.timeout}; }

  // Allocations are counted here too, but the process does not stop at the end of a cycle.
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
      try {
        return observed(job, source, process.id(), counts);
      } catch (const Error& error) {
        if (process.kept_stdout().find('\n') == std::string::npos) throw;
        throw Error(error.kind(), fmt::format("{}; of lines that come at once one is looked at: "
                                              "leave a few milliseconds between them",
                                              error.what()));
      }
    }
    Intervals source(waiting(process), options_.every.value());
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

  // Makes a command that marks its cycles run through them without a tester.
  static std::vector<std::string> environment_again(const Job& job) {
    if (job.section.mode != leak_mode::kMarkedCycles) return {};
    const auto [name, value] = probe::preload(AgentChannel::marks_agent());
    return {fmt::format("{}={}", kCyclesVariable, kCyclesAgain), fmt::format("{}={}", name, value)};
  }

  // What was tested, to be run without this program around it.
  std::vector<std::string> command_again(const Job& job) const {
    return job.child ? just_load_command(*job.child, options_, kCyclesAgain) : options_.command;
  }

  const Options& options_;
  const probe::Interrupt& interrupt_;
  const TellProgress& tell_;
  ObservationPlan plan_;
};

}  // namespace

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

// alertsage-bench: measures what it costs to load models and writes a result document.
#include <benchmark/benchmark.h>
#include <fcntl.h>
#include <fmt/format.h>

#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <filesystem>

#include "bench/allocation_pass.hpp"
#include "bench/bench_run.hpp"
#include "bench/console_reporter.hpp"
#include "bench/context.hpp"
#include "bench/options.hpp"
#include "bench/plan.hpp"
#include "bench/register.hpp"
#include "core/base/error.hpp"
#include "core/base/file.hpp"
#include "core/base/version.hpp"

namespace {

using namespace alertsage;
using namespace alertsage::bench;

// Hands Google Benchmark its arguments. It exits by itself on a flag that it does not know, and
// keeps a pointer to the program's name: `options` has to outlive the run.
void initialise_library(Options& options) {
  std::vector<std::string>& arguments = options.benchmark_arguments;
  if (!has_flag(options, "enable_random_interleaving")) {
    arguments.emplace_back("--benchmark_enable_random_interleaving=true");
  }
  std::vector<char*> argv;
  argv.reserve(arguments.size());
  for (std::string& argument : arguments) argv.push_back(argument.data());
  int argc = static_cast<int>(argv.size());
  benchmark::Initialize(&argc, argv.data());
  if (argc > 1) throw Error(ErrorKind::usage, "unknown argument (see --help)", {.piece = argv[1]});
}

int asked_repetitions(const Options& options) {
  const std::string value = flag_value(options, "repetitions");
  return static_cast<int>(std::strtol(value.c_str(), nullptr, 10));
}

// The library takes its flags from the environment too.
bool writes_results(const Options& options) {
  return has_flag(options, "out") || has_flag(options, "format") ||
         std::getenv("BENCHMARK_OUT") != nullptr || std::getenv("BENCHMARK_FORMAT") != nullptr;
}

void refuse_unfit_build(const Options& options) {
  if (fit_to_measure() || options.any_build || !writes_results(options)) return;
  throw Error(
      ErrorKind::environment,
      fmt::format("this build ({}{}{}) is not fit to measure: no results are written; use "
                  "the preset release",
                  build_flags(), sanitizers().empty() ? "" : ", sanitized: ", sanitizers()));
}

// The library would find out when all is planned, and leave with 1, which is a verdict.
void refuse_unwritable_output(const Options& options) {
  const std::string path = flag_value(options, "out");
  if (path.empty()) return;
  const FileDescriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0644));
  if (file.get() < 0) throw system_error("write", path, errno);
}

void keep(Suite& suite, const RowFilter& filter) {
  std::erase_if(suite.samples, [&](const SampleRow& row) { return !filter.takes(row.name); });
  std::erase_if(suite.loops,
                [&](const LoopRow& row) { return !filter.takes(row.displayed_name()); });
  std::erase_if(suite.left_out, [&](const auto& entry) { return !filter.takes(entry.first); });
  if (suite.samples.empty() && suite.loops.empty() && suite.left_out.empty()) {
    throw Error(ErrorKind::usage, "no row matches (see --benchmark_list_tests)",
                {.piece = filter.text()});
  }
}

ExitCode list_rows(const Suite& suite) {
  for (const SampleRow& row : suite.samples) fmt::print("{}\n", row.name);
  for (const LoopRow& row : suite.loops) fmt::print("{}\n", row.displayed_name());
  return ExitCode::good;
}

// The library would say that nothing matches, and write half a document.
void refuse_nothing_to_measure(const std::vector<Planned>& planned, const Suite& suite) {
  if (!planned.empty() || !suite.loops.empty()) return;
  const auto& [row, reason] = *suite.left_out.begin();
  throw Error(ErrorKind::environment, fmt::format("none of {} rows can be measured; {}: {}",
                                                  suite.left_out.size(), row, reason));
}

// All that is registered: the filter has been applied, to names without the library's decorations.
void run_library(const Options& options) {
  constexpr const char* kAll = ".";
  if (has_flag(options, "format")) {
    benchmark::RunSpecifiedBenchmarks(kAll);
  } else {
    ConsoleReporter reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter, kAll);
  }
  benchmark::Shutdown();
}

// The library does not look whether its writes succeed.
void check_output(const Options& options) {
  const std::string path = flag_value(options, "out");
  if (path.empty() || !std::filesystem::is_regular_file(path)) return;
  if (!read_text_file(path).ends_with("}\n")) {
    throw Error(ErrorKind::io, "the results could not be written whole", {.file = path});
  }
}

// The document has the reasons; who writes none reads them here.
void tell_left_out(const Suite& suite, const Options& options) {
  if (suite.left_out.empty()) return;
  if (has_flag(options, "out")) {
    fmt::print(stderr, "{} rows left out; the results say why\n", suite.left_out.size());
    return;
  }
  for (const auto& [row, reason] : suite.left_out) {
    fmt::print(stderr, "left out: {}: {}\n", row, reason);
  }
}

// What this process starts is not counted.
ExitCode count_for_another(const Options& options) {
  ::unsetenv("LD_PRELOAD");
  BenchRun bench(options);
  return answer_allocations(bench.collect());
}

ExitCode run(int argc, char** argv) {
  Options options;
  if (const auto done = parse_options(argc, argv, options)) return *done;
  if (options.counts_allocations) return count_for_another(options);
  refuse_unfit_build(options);
  if (options.models.empty() && options.sizes.empty()) {
    throw Error(ErrorKind::usage,
                "nothing to measure: name a model with --model NAME=PATH (see --help)");
  }
  initialise_library(options);

  BenchRun bench(options);
  Suite suite = bench.collect();
  keep(suite, RowFilter(benchmark::GetBenchmarkFilter()));
  if (has_flag(options, "list_tests")) return list_rows(suite);
  refuse_unwritable_output(options);

  const int repetitions = asked_repetitions(options);
  const std::chrono::duration<double> budget(options.time_budget_seconds);
  std::vector<Planned> planned =
      plan_rows(suite, std::chrono::duration_cast<std::chrono::nanoseconds>(budget), repetitions);
  for (const auto& [row, reason] : suite.left_out) stamp(fmt::format("left_out.{}", row), reason);

  refuse_nothing_to_measure(planned, suite);
  const std::string not_counted =
      count_allocations(planned, suite.loops, options, bench.synthetic_models());
  if (!not_counted.empty()) stamp("allocations_not_counted", not_counted);

  std::uint64_t samples = 0;
  for (const Planned& row : planned) samples += static_cast<std::uint64_t>(row.repetitions);
  RunLog log(samples);
  for (const Planned& row : planned) register_sample_row(row, log);
  for (const LoopRow& row : suite.loops) {
    register_loop_row(row, repetitions > 0 ? repetitions : kFewestRepetitions, log);
  }
  run_library(options);

  check_output(options);
  tell_left_out(suite, options);
  if (options.memory && !not_counted.empty()) {
    fmt::print(stderr, "allocations not counted: {}\n", not_counted);
  }
  if (log.failure()) throw Error(ErrorKind::mismatch, *log.failure());
  return ExitCode::good;
}

}  // namespace

int main(int argc, char** argv) {
  return alertsage::run_program("alertsage-bench", [&] { return run(argc, argv); });
}

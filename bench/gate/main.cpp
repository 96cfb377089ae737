// alertsage-gate: a performance gate on two builds of one program, or on two commands.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "bench/gate/benchmark_pairs.hpp"
#include "bench/gate/command_pairs.hpp"
#include "bench/gate/gate.hpp"
#include "bench/gate/options.hpp"
#include "bench/gate/self_test.hpp"
#include "bench/gate/side_program.hpp"
#include "bench/probe/interrupt.hpp"
#include "bench/probe/launcher.hpp"
#include "core/base/error.hpp"
#include "core/base/progress.hpp"
#include "core/base/publish.hpp"
#include "reports/compare/text/comparison_text.hpp"
#include "reports/compare/text/comparison_words.hpp"
#include "reports/results/writer.hpp"

namespace {

using namespace alertsage;
using namespace alertsage::gate;

constexpr std::string_view kProgram = "alertsage-gate";

// Opened before anything is measured: what cannot be written is known at once.
class Outputs {
 public:
  explicit Outputs(const std::filesystem::path& directory) {
    if (directory.empty()) return;
    std::error_code failure;
    std::filesystem::create_directories(directory, failure);
    if (failure) throw system_error("create the directory", directory.native(), failure.value());
    base_.open(directory / "base.json");
    candidate_.open(directory / "candidate.json");
  }

  void write(const Recording& recording) {
    base_.write([&] { return reports::document_json(recording.read(Side::base)); });
    candidate_.write([&] { return reports::document_json(recording.read(Side::candidate)); });
  }

 private:
  OptionalOutput base_;
  OptionalOutput candidate_;
};

Kind kind_of(const Options& options, const SideProgram& base, const SideProgram& candidate) {
  if (options.kind != Kind::automatic) return options.kind;
  if (base.is_google_benchmark != candidate.is_google_benchmark) {
    const SideProgram& other = base.is_google_benchmark ? candidate : base;
    throw Error(ErrorKind::mismatch,
                "is no Google Benchmark program and the other side is one: say --kind benchmark or "
                "--kind command",
                {.file = other.path.native()});
  }
  return base.is_google_benchmark ? Kind::benchmark : Kind::command;
}

std::unique_ptr<PairSource> source_of(const Options& options, const SideProgram& base,
                                      const SideProgram& candidate, probe::Launcher& launcher) {
  if (kind_of(options, base, candidate) == Kind::command) {
    return std::make_unique<CommandPairs>(options, base, candidate, launcher);
  }
  return std::make_unique<BenchmarkPairs>(options, base, candidate, launcher);
}

void say_what_is_compared(Kind kind, const SideProgram& base, const SideProgram& candidate) {
  fmt::print("base: {}\ncandidate: {}\nrun as {}\n", base.path.native(), candidate.path.native(),
             kind == Kind::benchmark ? "Google Benchmark programs" : "commands");
  if (!base.id.empty() && base.id == candidate.id) fmt::print("{}\n", reports::kSameProgram);
}

std::string text_of(const reports::Comparison& comparison, const std::string& format) {
  if (format == "json") return reports::comparison_json(comparison);
  if (format == "markdown") return reports::comparison_markdown(comparison);
  return reports::comparison_table(comparison, stdout_takes_colour(), false, stdout_columns());
}

ExitCode run(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "self-test") {
    return run_self_test(argc - 1, argv + 1);
  }
  Options options;
  if (const auto done = parse_options(argc, argv, options)) return *done;
  const probe::Interrupt interrupt;
  probe::Launcher launcher;
  launcher.watch_for_interrupt(interrupt.descriptor());
  const SideProgram base = side_program(options.base, launcher);
  const SideProgram candidate = side_program(options.candidate, launcher);
  if (options.dry_run) {
    say_what_is_compared(kind_of(options, base, candidate), base, candidate);
    return ExitCode::good;
  }
  Outputs outputs(options.output_directory);
  const auto source = source_of(options, base, candidate, launcher);

  std::optional<Progress> progress;
  Gate gate(options, *source, {base.id, base.text}, {candidate.id, candidate.text},
            [&](std::size_t done, std::size_t of, const std::string& note) {
              if (!progress) progress.emplace("pairs", of);
              progress->update(done, note);
            });
  gate.run();
  progress.reset();
  outputs.write(gate.recording());
  if (!gate.has_comparison()) std::rethrow_exception(gate.failure());
  fmt::print("{}", text_of(gate.comparison(), options.format));
  fmt::print(options.format == "table" ? stdout : stderr, "{}\n", gate.effort());
  if (gate.failure()) std::rethrow_exception(gate.failure());
  return gate.verdict();
}

}  // namespace

int main(int argc, char** argv) {
  return alertsage::run_program(kProgram, [&] { return run(argc, argv); });
}

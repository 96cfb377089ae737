// alertsage-coldstart: what a fresh start of any command costs, warm or cold, with proof.
#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/coldstart/context.hpp"
#include "bench/coldstart/experiment.hpp"
#include "bench/coldstart/file_states.hpp"
#include "bench/coldstart/options.hpp"
#include "bench/coldstart/subject.hpp"
#include "bench/coldstart/summary.hpp"
#include "bench/coldstart/summary_text.hpp"
#include "bench/coldstart/traced_files.hpp"
#include "bench/probe/interrupt.hpp"
#include "core/base/error.hpp"
#include "core/base/publish.hpp"
#include "reports/results/hyperfine.hpp"
#include "reports/results/vocabulary.hpp"
#include "reports/results/writer.hpp"

namespace {

using namespace alertsage;
using namespace alertsage::coldstart;

constexpr std::string_view kProgram = "alertsage-coldstart";

// More files than these make a floor of its own that nobody asks for.
constexpr std::size_t kMostFilesOfFloor = 64;

// Opened before anything is measured: what cannot be written is known at once.
class Outputs {
 public:
  explicit Outputs(const Options& options) {
    open(options.output, document_);
    open(options.export_json, json_);
    open(options.export_csv, csv_);
    open(options.export_markdown, markdown_);
    for (const std::string* name :
         {&options.output, &options.export_json, &options.export_csv, &options.export_markdown}) {
      take_standard_output_ |= *name == kStandardOutput;
    }
  }

  bool take_standard_output() const { return take_standard_output_; }

  void write(const reports::Document& document, std::span<const RowSummary> rows) {
    document_.write([&] { return reports::document_json(document); });
    json_.write([&] { return reports::hyperfine_json(document); });
    csv_.write([&] { return csv_table(rows); });
    markdown_.write([&] { return markdown_table(rows); });
  }

 private:
  static void open(const std::string& path, OptionalOutput& output) {
    if (!path.empty()) output.open(path);
  }

  bool take_standard_output_ = false;
  OptionalOutput document_;
  OptionalOutput json_;
  OptionalOutput csv_;
  OptionalOutput markdown_;
};

void tell_what_is_left(const Options& options, const FileStates& states) {
  for (const State state : options.states) {
    if (state == State::warm) continue;
    for (const probe::UncontrolledFile& file : states.left_as_they_are(state)) {
      fmt::print(stderr, "left as it is in {}: {}: {}\n", name_of(state), file.path.native(),
                 file.reason);
    }
  }
}

// Every command in every state, and the floors beside them.
std::vector<RowPlan> rows_of(const Options& options, const std::vector<Subject>& subjects,
                             const std::vector<Subject>& idle,
                             const std::vector<Subject>& over_files) {
  std::vector<RowPlan> rows;
  const std::vector<std::size_t>& idle_commands = options.reads_no_files;
  for (std::size_t i = 0; i < subjects.size(); ++i) {
    const bool reads_files =
        std::find(idle_commands.begin(), idle_commands.end(), i) == idle_commands.end();
    for (const State state : options.states) rows.push_back({&subjects[i], state, reads_files});
  }
  for (const Subject& floor : idle) rows.push_back({&floor, State::warm, false});
  for (const Subject& floor : over_files) {
    for (const State state : options.states) {
      if (state != State::program_cold) rows.push_back({&floor, state});
    }
  }
  return rows;
}

void print(const reports::Document& document, std::span<const RowSummary> rows) {
  const auto value = [&](std::string_view key) { return reports::context_value(document, key); };
  fmt::print("{}\ntimed to {}; seed {}\n", terminal_table(rows, stdout_columns()),
             value(reports::context::kTimedTo), value(reports::context::kSeed));
  for (const auto& [key, text] : document.context) {
    constexpr std::string_view kPrefix = reports::context::kStatePrefix;
    if (key.starts_with(kPrefix)) fmt::print("{}: {}\n", key.substr(kPrefix.size()), text);
  }
  fmt::print("{}", rejections(rows));
}

ExitCode verdict_of(std::span<const RowSummary> rows, const std::string& cut_short) {
  for (const RowSummary& row : rows) {
    if (row.kept > 0 || !cut_short.empty()) continue;
    throw Error(ErrorKind::environment,
                fmt::format("not one sample of {} in the state {} could be kept: {}", row.command,
                            row.state, row.reason));
  }
  const bool all_good = std::all_of(rows.begin(), rows.end(), [](const RowSummary& row) {
    return row.interval.has_value() && row.failed == 0;
  });
  return all_good && cut_short.empty() ? ExitCode::good : ExitCode::undecided;
}

// Nothing was measured: nothing is written.
[[noreturn]] void refuse_empty(const Experiment& experiment, const reports::Document& document) {
  if (experiment.failure()) std::rethrow_exception(experiment.failure());
  if (!experiment.cut_short().empty()) throw Error(ErrorKind::environment, experiment.cut_short());
  throw Error(ErrorKind::environment,
              fmt::format("not one sample could be kept; the last because: {}",
                          document.rejected.empty() ? "" : document.rejected.back().reason));
}

ExitCode run(int argc, char** argv) {
  Options options;
  if (const auto done = parse_options(argc, argv, options)) return *done;
  const std::vector<Subject> subjects = subjects_of(options);
  Outputs outputs(options);
  const Files files = files_of(options, subjects);
  fmt::print(stderr, "{}", describe_found(files));
  FileStates states(files, options.states);
  tell_what_is_left(options, states);

  // From here on an interrupt ends the measuring, and no longer the program.
  const probe::Interrupt interrupt;
  probe::Launcher launcher;
  launcher.watch_for_interrupt(interrupt.descriptor());
  Sampler sampler(options, launcher, states);
  const bool with_floors = options.order.empty();
  const std::vector<Subject> idle = with_floors ? floors(options) : std::vector<Subject>();
  const std::vector<std::filesystem::path> data = files.data();
  const std::vector<Subject> over_files =
      !with_floors || data.empty() || data.size() > kMostFilesOfFloor ? std::vector<Subject>()
                                                                      : floors_over(data, options);
  // Before the measuring, in which files may go.
  auto context = context_of(options, subjects, files, states);
  Experiment experiment(options, rows_of(options, subjects, idle, over_files), sampler, interrupt);
  experiment.warm_up();
  experiment.measure();

  reports::Document document = experiment.document();
  document.context = std::move(context);
  document.context[std::string(reports::context::kTimedTo)] = sampler.timed_to();
  document.context[std::string(reports::context::kLauncherFloorRssBytes)] =
      std::to_string(launcher.floor_rss_bytes());
  if (!experiment.cut_short().empty()) {
    document.context[std::string(reports::context::kPartial)] = experiment.cut_short();
  }
  if (document.series.empty()) refuse_empty(experiment, document);
  const std::vector<RowSummary> rows = summarise(document);
  outputs.write(document, rows);  // before what a reader of ours may leave
  if (!outputs.take_standard_output()) print(document, rows);
  if (experiment.failure()) std::rethrow_exception(experiment.failure());
  if (!experiment.cut_short().empty()) warn(kProgram, experiment.cut_short());
  return verdict_of(rows, experiment.cut_short());
}

}  // namespace

int main(int argc, char** argv) {
  return alertsage::run_program(kProgram, [&] { return run(argc, argv); });
}

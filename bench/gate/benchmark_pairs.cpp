#include "bench/gate/benchmark_pairs.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <set>
#include <sstream>
#include <utility>

#include "bench/coldstart/process_counters.hpp"
#include "bench/probe/environment_padding.hpp"
#include "core/base/error.hpp"
#include "reports/compare/name_filter.hpp"
#include "reports/results/reader.hpp"
#include "reports/results/row_name.hpp"
#include "reports/results/vocabulary.hpp"
#include "reports/stats/median.hpp"
#include "reports/stats/sample.hpp"

namespace alertsage::gate {
namespace {

constexpr std::string_view kResultFile = "result.json";

constexpr std::size_t kMostListed = std::size_t{1} << 20;  // bytes of a list of rows

// Matches the name, and at worst others that differ in what stands in the place of a character that
// means something to a regular expression: which of them can be escaped depends on the library that
// Google Benchmark was built with.
std::string pattern_of(const std::string& name) {
  constexpr std::string_view kSpecial = R"(.[]{}()*+?^$|\)";
  std::string pattern = name;
  for (char& character : pattern) {
    if (kSpecial.find(character) != std::string_view::npos) character = '.';
  }
  return pattern;
}

std::string filter_of(const std::vector<std::string>& rows,
                      const std::map<std::string, std::string>& listed) {
  constexpr std::size_t kLongestArgument = std::size_t{128} * 1024 - 1;  // execve(2)
  std::vector<std::string> patterns;
  patterns.reserve(rows.size());
  for (const std::string& row : rows) patterns.push_back(pattern_of(listed.at(row)));
  std::string filter = fmt::format("--benchmark_filter=^({})$", fmt::join(patterns, "|"));
  if (filter.size() > kLongestArgument) {
    throw Error(ErrorKind::unsupported,
                fmt::format("the names of {} rows are longer than an argument may be: gate fewer "
                            "of them, by --filter",
                            rows.size()));
  }
  return filter;
}

// A row that repeats itself inside the program is still one sample: its repetitions share the
// process.
reports::Row one_sample(const reports::Series& series) {
  reports::Row sample = series.rows.front();
  if (series.rows.size() == 1) return sample;
  std::vector<double> times;
  std::vector<double> cpu_times;
  std::map<std::string, std::vector<double>> counters;
  for (const reports::Row& row : series.rows) {
    times.push_back(row.real_time_ns);
    if (row.cpu_time_ns) cpu_times.push_back(*row.cpu_time_ns);
    for (const auto& [name, value] : row.counters) counters[name].push_back(value);
  }
  sample.real_time_ns = reports::median_of(std::move(times));
  if (!cpu_times.empty()) sample.cpu_time_ns = reports::median_of(std::move(cpu_times));
  sample.counters.clear();
  for (auto& [name, values] : counters) {
    const bool complete = values.size() == series.rows.size() && reports::Sample::make(values);
    if (complete) sample.counters[name] = reports::median_of(std::move(values));
  }
  return sample;
}

// Faults and CPU time grow with the iterations that the library takes of what is quick.
reports::Row whole_program(const probe::ProcessSample& process) {
  constexpr std::array kCounters = {reports::counter::kPeakRssBytes,
                                    reports::counter::kPeakRssAtFloor,
                                    reports::counter::kMajorFaults, reports::counter::kReadBytes};
  reports::Row row{.real_time_ns = static_cast<double>(process.elapsed.count())};
  for (const auto& [name, value] : coldstart::process_counters(process)) {
    if (std::find(kCounters.begin(), kCounters.end(), name) == kCounters.end()) continue;
    row.counters[std::string(name)] = value;
  }
  return row;
}

// What is of the program as a whole takes all of its rows.
bool wants_all(const std::vector<std::string>& rows) {
  return std::find(rows.begin(), rows.end(), reports::kProgramRow) != rows.end();
}

// A name of the gate's own, which a row or a counter of the program may not have.
Error taken_name(const SideProgram& program, std::string_view what, const std::string& name) {
  return {ErrorKind::unsupported,
          fmt::format("has a {} of a name that the gate writes itself; call it otherwise", what),
          {.file = program.path.native(), .piece = name}};
}

// Flags of Google Benchmark by which the gate asks for what it needs.
void refuse_taken_flags(const std::vector<std::string>& arguments) {
  constexpr std::array kTaken = {
      std::pair("--benchmark_filter", "give --filter"),
      std::pair("--benchmark_min_time", "give --min-time"),
      std::pair("--benchmark_repetitions", "pairs are the repetitions: give --pairs"),
      std::pair("--benchmark_list_tests", "a list is no result"),
      std::pair("--benchmark_out", "give --output-directory"),
      std::pair("--benchmark_report_aggregates_only", "single samples are compared")};
  for (const std::string& argument : arguments) {
    for (const auto& [flag, instead] : kTaken) {
      if (argument != flag && !argument.starts_with(fmt::format("{}=", flag))) continue;
      throw Error(ErrorKind::usage,
                  fmt::format("the gate gives it to the programs itself: {}", instead),
                  {.piece = argument});
    }
  }
}

void refuse_taken_counters(const SideProgram& program, const reports::Series& series) {
  for (const std::string_view name : reports::counter::kPlaces) {
    if (series.rows.front().counters.contains(std::string(name))) {
      throw taken_name(program, "counter", std::string(name));
    }
  }
}

}  // namespace

BenchmarkPairs::BenchmarkPairs(const Options& options, const SideProgram& base,
                               const SideProgram& candidate, probe::Launcher& launcher)
    : options_(options),
      launcher_(launcher),
      control_(launcher),
      padding_(options.seed),
      orders_(options.seed, options.pairs),
      base_{.program = &base},
      candidate_{.program = &candidate} {
  refuse_taken_flags(options.arguments);
  for (const Side side : kSides) list(at(side));
  for (const std::string& name : base_.names) {
    if (candidate_.listed.contains(name)) rows_.push_back(name);
  }
  if (rows_.empty()) {
    throw Error(ErrorKind::mismatch,
                fmt::format("none of its {} rows is in the base", candidate_.names.size()),
                {.file = candidate.path.native()});
  }
}

std::vector<std::string> BenchmarkPairs::rows() const {
  std::vector<std::string> rows = rows_;
  rows.emplace_back(reports::kProgramRow);
  return rows;
}

void BenchmarkPairs::list(Build& build) {
  const SideProgram& program = *build.program;
  probe::Command command{.arguments = program.words, .keep_stdout_bytes = kMostListed};
  command.arguments.insert(command.arguments.end(), options_.arguments.begin(),
                           options_.arguments.end());
  command.arguments.emplace_back("--benchmark_list_tests=true");
  command.timeout = std::chrono::duration_cast<std::chrono::nanoseconds>(options_.timeout);
  const probe::ProcessSample run = launcher_.run(command);
  if (!run.succeeded()) {
    throw Error(ErrorKind::environment,
                fmt::format("cannot list its rows (of a command, say --kind command): {}",
                            coldstart::failure_of(run)),
                {.file = program.path.native()});
  }
  if (run.stdout_bytes > run.kept_stdout.size()) {
    throw Error(ErrorKind::unsupported, "lists more rows than a megabyte holds",
                {.file = program.path.native()});
  }
  const reports::NameFilter filter(options_.compare.filter, "--filter");
  std::istringstream lines(run.kept_stdout);
  for (std::string line; std::getline(lines, line);) {
    const std::string name = reports::displayed_name(line);
    if (name == reports::kControlRow || name == reports::kProgramRow) {
      throw taken_name(program, "row", name);
    }
    if (!name.empty() && filter.passes(name) && build.listed.emplace(name, line).second)
      build.names.push_back(name);
  }
  if (build.listed.empty()) {
    throw Error(ErrorKind::environment,
                options_.compare.filter.empty() ? "lists no rows; is it a Google Benchmark program?"
                                                : "lists no row that --filter lets through",
                {.file = program.path.native()});
  }
}

// One crash is no reason to know nothing of the rest; a program that crashes now and then is, and
// one that hangs has taken time enough.
BenchmarkPairs::Run BenchmarkPairs::run_once(Side side, const std::vector<std::string>& rows,
                                             Recording& recording) {
  const Build& build = at(side);
  const std::filesystem::path result = directory_ / kResultFile;
  probe::Command command{.arguments = build.program->words};
  const auto add = [&](std::string argument) { command.arguments.push_back(std::move(argument)); };
  for (const std::string& argument : options_.arguments) add(argument);
  add("--benchmark_repetitions=1");
  add("--benchmark_report_aggregates_only=false");
  add(fmt::format("--benchmark_min_time={}", options_.min_time.count()));
  // Of very many rows the filter is longer than an argument may be, and all need none.
  if (rows.size() < build.names.size() || !options_.compare.filter.empty()) {
    add(filter_of(rows, build.listed));
  }
  add("--benchmark_out_format=json");
  add("--benchmark_out=" + result.native());
  command.environment.push_back(probe::environment_padding(padding_));
  command.timeout = std::chrono::duration_cast<std::chrono::nanoseconds>(options_.timeout);
  const auto run_command = [&] {
    std::filesystem::remove(result);
    return launcher_.run(command);
  };
  Run run{.process = run_command()};
  const bool again = !run.process.succeeded() && run.process.ending != probe::Ending::timed_out &&
                     recording.repeats(side) == 0;
  if (again) {
    recording.repeated(side, coldstart::failure_of(run.process));
    run.process = run_command();
  }
  if (!run.process.succeeded()) {
    throw Error(ErrorKind::environment,
                fmt::format("a run of the {} failed{}: {}", name_of(side),
                            again                         ? ", and again when it was repeated"
                            : recording.repeats(side) > 0 ? ", and another before it"
                                                          : "",
                            coldstart::failure_of(run.process)),
                {.file = build.program->path.native()});
  }
  if (!std::filesystem::exists(result)) {
    throw Error(ErrorKind::environment, "wrote no result file; does it call benchmark::Initialize?",
                {.file = build.program->path.native()});
  }
  run.document = reports::read_document(result);
  return run;
}

void BenchmarkPairs::sample(Side side, const std::vector<std::string>& open, const Place& place,
                            Recording& recording) {
  control_.sample(side, place, recording);
  const bool with_all = wants_all(open);
  const std::vector<std::string>& rows = with_all ? at(side).names : open;
  auto [process, run] = run_once(side, rows, recording);
  recording.describe(side, run);
  std::set<std::string> names;
  for (const reports::Series& series : run.series) {
    const std::string name = reports::displayed_name(series.run_name);
    if (std::find(rows.begin(), rows.end(), name) == rows.end()) continue;
    if (!names.insert(name).second) {
      throw Error(ErrorKind::unsupported, "has two rows of one name; call one otherwise",
                  {.file = at(side).program->path.native(), .piece = name});
    }
    at(side).seen.insert(name);
    refuse_taken_counters(*at(side).program, series);
    recording.add(side, name, one_sample(series), place);
  }
  if (with_all && have_the_same_rows()) {
    recording.add(side, std::string(reports::kProgramRow), whole_program(process), place);
  }
  for (reports::RejectedSample& rejected : run.rejected) {
    rejected.run_name = reports::displayed_name(rejected.run_name);
    at(side).seen.insert(rejected.run_name);
    recording.reject(side, std::move(rejected));
  }
}

std::size_t BenchmarkPairs::warm_up(Recording& recording) {
  for (const Side side : kSides) sample(side, rows(), {}, recording);
  forget_what_is_no_row(recording);
  return 1;
}

// What a program prints by itself stands in its list as rows do, and in no result.
void BenchmarkPairs::forget_what_is_no_row(Recording& recording) {
  for (const Side side : kSides) {
    std::erase_if(at(side).names,
                  [&](const std::string& name) { return !at(side).seen.contains(name); });
  }
  std::erase_if(rows_, [&](const std::string& name) {
    return !base_.seen.contains(name) || !candidate_.seen.contains(name);
  });
  if (have_the_same_rows()) return;
  for (const Side side : kSides) {
    recording.document(side).context[std::string(reports::context::kNotGated)] =
        fmt::format("{}: the two do not have the same rows", reports::kProgramRow);
  }
}

bool BenchmarkPairs::have_the_same_rows() const {
  return base_.names.size() == rows_.size() && candidate_.names.size() == rows_.size();
}

std::size_t BenchmarkPairs::rows_of(const PairStep& step) const {
  return wants_all(step.rows) ? base_.names.size() : step.rows.size();
}

void BenchmarkPairs::run(const PairStep& step, Recording& recording) {
  const std::size_t first_block = recording.next_block(step.batch);
  for (std::size_t i = 0; i < step.pairs; ++i) {
    const Place place{.batch = step.batch, .block = first_block + i};
    const bool base_first = orders_.of(place.batch, place.block) == PairOrder::base_first;
    const std::array<Side, 2> turns = {base_first ? Side::base : Side::candidate,
                                       base_first ? Side::candidate : Side::base};
    for (std::size_t slot = 0; slot < turns.size(); ++slot) {
      sample(turns[slot], step.rows, {place.batch, place.block, slot}, recording);
    }
  }
}

}  // namespace alertsage::gate

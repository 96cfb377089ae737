#include "bench/gate/command_pairs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "bench/coldstart/process_counters.hpp"
#include "bench/gate/control.hpp"
#include "bench/probe/sibling_program.hpp"
#include "core/base/error.hpp"
#include "core/base/shell_quoted.hpp"
#include "reports/results/reader.hpp"
#include "reports/results/row_name.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::gate {
namespace {

constexpr std::string_view kResultFile = "result.json";

// Names of the four commands of a run.
constexpr std::string_view kBase = "base";
constexpr std::string_view kCandidate = "candidate";
constexpr std::string_view kControlOfBase = "control-of-base";
constexpr std::string_view kControlOfCandidate = "control-of-candidate";

constexpr std::uint32_t kMostSeeds = 1'000'000'000;

// For alertsage-coldstart, whose commands they are by number: 1 control, 2 base, 3 control, 4
// candidate.
std::string order_text(const std::vector<PairOrder>& orders) {
  std::string text;
  for (const PairOrder order : orders) {
    if (!text.empty()) text += ',';
    text += order == PairOrder::base_first ? "1 2 3 4" : "3 4 1 2";
  }
  return text;
}

// Whose sample it is, and of which row.
struct Owner {
  Side side;
  std::string row;
  bool is_control;
};

std::optional<Owner> owner_of(const std::string& run_name, const std::string& command) {
  const auto name = reports::parse_row_name(reports::displayed_name(run_name));
  if (!name) return std::nullopt;
  const std::string& who = name->strategy;
  const bool is_base = who == kBase || who == kControlOfBase;
  if (!is_base && who != kCandidate && who != kControlOfCandidate) return std::nullopt;
  const Side side = is_base ? Side::base : Side::candidate;
  if (who == kControlOfBase || who == kControlOfCandidate) {
    return Owner{side, std::string(reports::kControlRow), true};
  }
  return Owner{side, fmt::format("{}/{}/{}", name->what, command, name->state), false};
}

struct Sampled {
  Owner owner;
  reports::Row row;
  double sequence;
  double block;
};

double counter_of(const reports::Row& row, std::string_view counter) {
  return row.counters.at(std::string(counter));
}

// All samples in the order in which they were taken. Of the control in several states, the first is
// the one.
std::vector<Sampled> in_order(reports::Document& document, const std::string& command) {
  std::vector<Sampled> samples;
  std::set<Side> controlled;
  for (reports::Series& series : document.series) {
    const auto owner = owner_of(series.run_name, command);
    if (!owner || (owner->is_control && !controlled.insert(owner->side).second)) continue;
    for (reports::Row& row : series.rows) {
      const double sequence = counter_of(row, reports::counter::kSequence);
      const double block = counter_of(row, reports::counter::kBlock);
      samples.push_back({*owner, std::move(row), sequence, block});
    }
  }
  std::sort(samples.begin(), samples.end(),
            [](const Sampled& a, const Sampled& b) { return a.sequence < b.sequence; });
  return samples;
}

}  // namespace

CommandPairs::CommandPairs(const Options& options, const SideProgram& base,
                           const SideProgram& candidate, probe::Launcher& launcher)
    : options_(options),
      base_(base),
      candidate_(candidate),
      launcher_(launcher),
      coldstart_(probe::sibling_program("alertsage-coldstart")),
      control_(control_program()),
      name_(options.name.empty() ? reports::command_name(base.text, candidate.text)
                                 : reports::given_name(options.name)),
      seeds_(options.seed),
      orders_(options.seed, options.pairs) {}

std::vector<std::string> CommandPairs::rows() const {
  return rows_;
}

reports::Document CommandPairs::sample(const std::vector<PairOrder>& orders, std::size_t warmup) {
  const std::filesystem::path result = directory_ / kResultFile;
  std::filesystem::remove(result);
  probe::Command command{.arguments = {coldstart_.native()}};
  const auto add = [&](std::string_view argument) { command.arguments.emplace_back(argument); };
  for (const std::string& argument : options_.arguments) add(argument);
  for (const std::string_view name : {kControlOfBase, kBase, kControlOfCandidate, kCandidate}) {
    add("--command-name");
    add(name);
  }
  add(fmt::format("--runs={}", orders.size()));
  add("--order=" + order_text(orders));
  add("--reads-no-files=1,3");  // the control
  add(fmt::format("--warmup={}", warmup));
  add(fmt::format("--seed={}", seeds_.below(kMostSeeds)));
  add(fmt::format("--timeout={}", options_.timeout.count()));
  add("--env-padding");
  add("--output-file=" + result.native());
  add("--");
  add(shell_quoted(control_.native()));
  add(base_.text);
  add(shell_quoted(control_.native()));
  add(candidate_.text);
  const probe::ProcessSample run = launcher_.run(command);
  const bool measured = run.succeeded() || (run.ending == probe::Ending::exited &&
                                            run.code == static_cast<int>(ExitCode::undecided));
  if (!measured || !std::filesystem::exists(result)) {
    throw Error(ErrorKind::environment,
                "the commands cannot be measured: " + coldstart::failure_of(run));
  }
  return reports::read_document(result);
}

void CommandPairs::add(reports::Document sampled, std::size_t batch, Recording& recording) {
  const std::size_t first_block = recording.next_block(batch);
  std::map<std::pair<std::string, double>, std::size_t> slots;
  for (Sampled& sample : in_order(sampled, name_)) {
    const std::size_t slot = slots[{sample.owner.row, sample.block}]++;
    recording.add(sample.owner.side, sample.owner.row, std::move(sample.row),
                  {batch, first_block + static_cast<std::size_t>(sample.block), slot});
  }
  for (reports::RejectedSample& rejected : sampled.rejected) {
    const auto owner = owner_of(rejected.run_name, name_);
    if (!owner || owner->is_control) continue;
    rejected.run_name = owner->row;
    recording.reject(owner->side, std::move(rejected));
  }
  for (const Side side : kSides) recording.describe(side, sampled);
}

std::size_t CommandPairs::warm_up(Recording& recording) {
  reports::Document sampled = sample({PairOrder::base_first, PairOrder::candidate_first}, 1);
  for (const reports::Series& series : sampled.series) {
    const auto owner = owner_of(series.run_name, name_);
    if (owner && owner->side == Side::base && !owner->is_control) rows_.push_back(owner->row);
  }
  add(std::move(sampled), 1, recording);
  return 3;
}

// All of them: states come with a command.
std::size_t CommandPairs::rows_of(const PairStep&) const {
  return rows_.size();
}

void CommandPairs::run(const PairStep& step, Recording& recording) {
  const std::size_t first_block = recording.next_block(step.batch);
  std::vector<PairOrder> orders;
  for (std::size_t i = 0; i < step.pairs; ++i) {
    orders.push_back(orders_.of(step.batch, first_block + i));
  }
  add(sample(orders, 0), step.batch, recording);
}

}  // namespace alertsage::gate

#include "bench/coldstart/experiment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "bench/coldstart/schedule.hpp"
#include "core/base/error.hpp"
#include "reports/results/quantity.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::coldstart {
namespace {

using Seconds = std::chrono::duration<double>;

// Where the user does not say how many: as many as the time allows, between these.
constexpr std::size_t kFewestBlocks = 10;
constexpr std::size_t kMostBlocks = 100;
constexpr Seconds kTime{30};

// Where he says how long alone, that decides.
constexpr std::size_t kMostBlocksInBudget = 1000;

// So many failed, or were dropped, and none kept: there will be none. A busy neighbour may make
// some be dropped.
constexpr std::size_t kMostFailed = 5;
constexpr std::size_t kMostDropped = 20;

constexpr std::uint64_t kProgressSteps = 1000;

std::size_t fewest_blocks(const Options& options) {
  if (options.time_budget) return 0;
  return options.runs.value_or(kFewestBlocks);
}

std::size_t most_blocks(const Options& options) {
  return options.runs.value_or(options.time_budget ? kMostBlocksInBudget : kMostBlocks);
}

std::string note_of(const reports::Series& series) {
  const auto times = reports::real_times(series);
  if (!times) return series.name;
  return fmt::format("{}: {} of {} samples", series.name, reports::time_text(times->median()),
                     times->size());
}

}  // namespace

bool Experiment::Turn::given_up() const {
  return series.rows.empty() && (failed >= kMostFailed || dropped >= kMostDropped);
}

Experiment::Experiment(const Options& options, const std::vector<RowPlan>& rows, Sampler& sampler,
                       const probe::Interrupt& interrupt)
    : options_(options), sampler_(sampler), interrupt_(interrupt) {
  for (const RowPlan& row : rows) {
    turns_.push_back({.plan = row, .series = {.name = row.name(), .run_name = row.name()}});
  }
}

void Experiment::warm_up() {
  Progress progress("warming up", options_.warmup * turns_.size());
  for (std::size_t done = 0; done < options_.warmup * turns_.size(); ++done) {
    if (interrupt_.came()) throw probe::Interrupted();
    const RowPlan& plan = turns_[done % turns_.size()].plan;
    progress.update(done, plan.name());
    const Taken taken = sampler_.take(plan);
    if (taken.row || taken.kind == reports::NoteKind::dropped) continue;
    throw Error(ErrorKind::environment, taken.reason, {.file = plan.subject->text});
  }
}

bool Experiment::time_is_over() const {
  return Clock::now() - start_ >= options_.time_budget.value_or(kTime);
}

// Blocks beyond those that were asked for make up for samples that were not kept.
bool Experiment::is_done(const Turn& turn) const {
  if (turn.given_up()) return true;
  return block_ >= most_blocks(options_) && turn.series.rows.size() >= most_blocks(options_);
}

bool Experiment::has_enough() const {
  if (!options_.runs || block_ < most_blocks(options_)) {
    return block_ >= most_blocks(options_) || (block_ >= fewest_blocks(options_) && time_is_over());
  }
  return block_ >= 2 * most_blocks(options_) ||
         std::all_of(turns_.begin(), turns_.end(), [&](const Turn& t) { return is_done(t); });
}

double Experiment::share_done() const {
  const double samples =
      static_cast<double>(sequence_) / static_cast<double>(most_blocks(options_) * turns_.size());
  const Seconds elapsed = Clock::now() - start_;
  const bool limited = options_.time_budget.has_value() || !options_.runs;
  const double time = limited ? elapsed / options_.time_budget.value_or(kTime) : 0;
  return std::min(std::max(samples, time), 1.0);
}

std::function<std::vector<std::size_t>()> Experiment::block_order() const {
  if (options_.order.empty()) {
    return [schedule = Schedule(turns_.size(), options_.seed)]() mutable {
      return schedule.next_block();
    };
  }
  return [schedule = GivenSchedule(options_.order, options_.states.size())]() mutable {
    return schedule.next_block();
  };
}

void Experiment::measure() {
  start_ = Clock::now();
  const std::function<std::vector<std::size_t>()> next_block = block_order();
  Progress progress("measuring", kProgressSteps);
  const auto all_given_up = [&] {
    return std::all_of(turns_.begin(), turns_.end(), [](const Turn& t) { return t.given_up(); });
  };
  try {
    while (!has_enough() && !all_given_up() && take_block(next_block(), progress)) {
      ++block_;
    }
  } catch (const probe::Interrupted&) {
    cut_short_ = fmt::format("interrupted after {} complete blocks", block_);
    return;
  } catch (const Error& error) {  // a file was replaced, --prepare failed: what there is stands
    cut_short_ = fmt::format("ended after {} complete blocks: {}", block_, error.what());
    failure_ = std::current_exception();
    return;
  }
  const std::size_t asked = options_.runs.value_or(1);  // a complete block, at least
  if (options_.time_budget && block_ < asked && time_is_over()) {
    cut_short_ = fmt::format("the time was over after {} of {} blocks", block_, asked);
  }
}

bool Experiment::take_block(const std::vector<std::size_t>& order, Progress& progress) {
  for (std::size_t slot = 0; slot < order.size(); ++slot) {
    if (interrupt_.came()) throw probe::Interrupted();
    if (options_.time_budget && time_is_over()) return false;
    Turn& turn = turns_[order[slot]];
    if (is_done(turn)) continue;
    take_sample(turn, slot);
    progress.update(static_cast<std::uint64_t>(std::lround(share_done() * kProgressSteps)),
                    note_of(turn.series));
  }
  return true;
}

void Experiment::take_sample(Turn& turn, std::size_t slot) {
  Taken taken = sampler_.take(turn.plan);
  const std::int64_t sequence = sequence_++;
  if (!taken.row) {
    ++(taken.kind == reports::NoteKind::dropped ? turn.dropped : turn.failed);
    rejected_.push_back({.run_name = turn.series.run_name,
                         .kind = taken.kind,
                         .reason = std::move(taken.reason),
                         .sequence = sequence});
    return;
  }
  namespace counter = reports::counter;
  const auto number = [](auto value) { return static_cast<double>(value); };
  taken.row->repetition_index = static_cast<std::int64_t>(turn.series.rows.size());
  taken.row->counters.emplace(counter::kSequence, number(sequence));
  taken.row->counters.emplace(counter::kBlock, number(block_));
  taken.row->counters.emplace(counter::kSlot, number(slot));
  turn.series.rows.push_back(std::move(*taken.row));
}

reports::Document Experiment::document() const {
  reports::Document document;
  for (const Turn& turn : turns_) {
    if (!turn.series.rows.empty()) document.series.push_back(turn.series);
  }
  document.rejected = rejected_;
  return document;
}

}  // namespace alertsage::coldstart

#include "bench/register.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <regex>
#include <utility>

#include "bench/plan.hpp"
#include "core/base/error.hpp"
#include "core/base/progress.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::bench {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kLoopMinSeconds = 0.02;  // a repetition of a loop row

void set_counter(benchmark::State& state, std::string_view name, double value) {
  state.counters[std::string(name)] = benchmark::Counter(value);
}

void set_counters(benchmark::State& state, const Counters& counters) {
  for (const auto& [name, value] : counters) set_counter(state, name, value);
}

void set_position(benchmark::State& state, const Position& position) {
  set_counter(state, reports::counter::kSequence, static_cast<double>(position.sequence));
  set_counter(state, reports::counter::kBlock, static_cast<double>(position.block));
  set_counter(state, reports::counter::kSlot, static_cast<double>(position.slot));
}

void report_dropped(benchmark::State& state, std::string_view reason) {
  const std::string message = std::string(reports::kDroppedMessagePrefix) + std::string(reason);
  state.SkipWithError(message.c_str());
}

// A row's samples, one a repetition.
//
// The first repetition must not be a dropped sample: the library (1.7) then reads a pointer that it
// never set. So the first sample is taken again until it has its proof, and what was dropped
// meanwhile is reported by the repetitions that follow, in place of samples of their own: each
// sample that was taken is one raw row. Where no try has a proof, as of a plug-in that has crashed,
// the sample from which the row was planned stands first.
class SampleTaker {
 public:
  SampleTaker(const Planned& planned, RunLog& log)
      : row_(planned.row), tried_(planned.tried), log_(log) {}

  void run(benchmark::State& state) {
    for (auto _ : state) {
      const Position position = log_.next(row_.name);
      if (position.block > 0 && !owed_.empty()) {
        report_dropped(state, owed_.front());
        owed_.pop_front();
      } else {
        take(state, position.block == 0);
      }
      set_position(state, position);
    }
  }

 private:
  void take(benchmark::State& state, bool first) {
    try {
      const Sample sample = first ? take_first() : row_.take();
      state.SetIterationTime(std::chrono::duration<double>(sample.elapsed).count());
      set_counters(state, sample.counters);
      set_counters(state, row_.counters);
    } catch (const probe::DroppedSample& dropped) {
      report_dropped(state, dropped.what());
    }
  }

  Sample take_first() {
    constexpr std::size_t kTries = 10;
    while (owed_.size() < kTries) {
      try {
        return row_.take();
      } catch (const probe::DroppedSample& dropped) {
        owed_.emplace_back(dropped.what());
      }
    }
    return tried_;
  }

  SampleRow row_;
  Sample tried_;
  RunLog& log_;
  std::deque<std::string> owed_;  // reasons, not yet reported
};

// The position of a repetition, of which `iterations` were tried before.
Position position_of(const LoopRow& row, const benchmark::State& state,
                     benchmark::IterationCount& iterations, RunLog& log) {
  const auto before = std::exchange(iterations, state.max_iterations);
  if (before != 0 && before != state.max_iterations) log.take_back(row.displayed_name());
  return log.next(row.displayed_name());
}

struct Tried {
  Sample sample;
  std::chrono::nanoseconds cost;  // with all preparation
};

// One sample, and what it costs. The first may fail for want of a proof, since it is the first to
// read a program, a library or a directory; a few tries, then the reason goes to `left_out`.
std::optional<Tried> try_row(const SampleRow& row, Suite& suite) {
  constexpr int kTries = 4;
  for (int tried = 1;; ++tried) {
    const Clock::time_point start = Clock::now();
    try {
      Sample sample = row.take();
      return Tried{std::move(sample), Clock::now() - start};
    } catch (const probe::DroppedSample& dropped) {
      if (tried < kTries) continue;
      suite.leave_out(row.name, fmt::format("{} samples of {} dropped, the last because {}", tried,
                                            tried, dropped.what()));
      return std::nullopt;
    }
  }
}

// What every report compares: warm loads and processes by each strategy, and what stands beside
// them.
bool is_essential(std::string_view row) {
  const bool compared = row.starts_with("load/") || row.starts_with("process/");
  return compared && row.ends_with("/warm") && row.find("/synthetic-") == std::string_view::npos;
}

void leave_out_as_dear(const std::string& row, std::chrono::nanoseconds cost, Suite& suite) {
  suite.leave_out(
      row, fmt::format("one sample takes {:.2g} s: {} of them do not fit into the time budget",
                       std::chrono::duration<double>(cost).count(), kFewestRepetitions));
}

}  // namespace

RowFilter::RowFilter(std::string filter) : pattern_(std::move(filter)) {
  if (pattern_ == "all") pattern_.clear();
  negative_ = pattern_.starts_with('-');
  if (negative_) pattern_.erase(0, 1);
}

bool RowFilter::takes(const std::string& row) const {
  return std::regex_search(row, std::regex(pattern_, std::regex::extended)) != negative_;
}

std::vector<Planned> plan_rows(Suite& suite, std::chrono::nanoseconds budget, int repetitions) {
  const Clock::time_point start = Clock::now();
  std::vector<RowCost> costs;
  std::vector<Planned> rows;
  std::map<std::string, std::chrono::nanoseconds> cost_of;
  {
    Progress progress("trying each row", suite.samples.size());
    std::size_t tried = 0;
    for (SampleRow& row : suite.samples) {
      progress.update(tried++, row.name);
      const auto part = cost_of.find(row.part);
      if (repetitions == 0 && part != cost_of.end() &&
          part->second * row.times * kFewestRepetitions > budget) {
        leave_out_as_dear(row.name, part->second * row.times, suite);
        continue;
      }
      auto first = try_row(row, suite);
      if (!first) continue;
      cost_of[row.name] = first->cost;
      costs.push_back({.per_sample = first->cost, .essential = is_essential(row.name)});
      rows.push_back({std::move(row), 0, std::move(first->sample)});
    }
  }
  const auto left = std::max(budget - (Clock::now() - start), std::chrono::nanoseconds(0));
  const std::vector<int> counts = plan_repetitions(costs, left);
  std::vector<Planned> planned;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].repetitions = repetitions > 0 ? repetitions : counts[i];
    if (rows[i].repetitions == 0) {
      leave_out_as_dear(rows[i].row.name, costs[i].per_sample, suite);
    } else {
      planned.push_back(std::move(rows[i]));
    }
  }
  return planned;
}

void register_sample_row(const Planned& planned, RunLog& log) {
  const auto taker = std::make_shared<SampleTaker>(planned, log);
  benchmark::RegisterBenchmark(planned.row.name.c_str(),
                               [taker](benchmark::State& state) { taker->run(state); })
      ->Iterations(1)
      ->Repetitions(planned.repetitions)
      ->UseManualTime()
      ->Unit(benchmark::kNanosecond);
}

void register_loop_row(const LoopRow& row, int repetitions, RunLog& log) {
  // The library runs the first repetition with more and more iterations until there are enough, and
  // keeps the last.
  const auto iterations = std::make_shared<benchmark::IterationCount>(0);
  benchmark::RegisterBenchmark(
      row.name.c_str(),
      [row, iterations, &log](benchmark::State& state) {
        // It adds up what the threads count: one of them counts.
        const bool counts = state.thread_index() == 0;
        const Position position = counts ? position_of(row, state, *iterations, log) : Position{};
        try {
          row.run(state);
        } catch (const std::exception& error) {
          log.failed(row.displayed_name(), error.what());
          state.SkipWithError(error.what());
        }
        if (!counts) return;
        set_position(state, position);
        set_counters(state, row.counters);
      })
      ->Threads(row.threads)
      ->Repetitions(repetitions)
      ->MinTime(kLoopMinSeconds)
      ->UseRealTime()
      ->Unit(benchmark::kNanosecond);
}

}  // namespace alertsage::bench

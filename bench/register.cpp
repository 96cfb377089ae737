#include "bench/register.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <regex>

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

void run_sample_row(benchmark::State& state, const SampleRow& row, RunLog& log) {
  for (auto _ : state) {
    const Position position = log.next(row.name);
    try {
      const Sample sample = row.take();
      state.SetIterationTime(std::chrono::duration<double>(sample.elapsed).count());
      for (const auto& [name, value] : sample.counters) set_counter(state, name, value);
    } catch (const DroppedSample& dropped) {
      state.SkipWithError((std::string(reports::kDroppedMessagePrefix) + dropped.what()).c_str());
    } catch (const std::exception& error) {
      log.failed(row.name, error.what());
      state.SkipWithError(error.what());
    }
    set_counter(state, reports::counter::kSequence, static_cast<double>(position.sequence));
    set_counter(state, reports::counter::kBlock, static_cast<double>(position.block));
    set_counter(state, reports::counter::kSlot, static_cast<double>(position.slot));
  }
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
  std::vector<std::chrono::nanoseconds> costs;
  std::vector<SampleRow> rows;
  {
    Progress progress("trying each row", suite.samples.size());
    for (SampleRow& row : suite.samples) {
      progress.update(rows.size() + suite.left_out.size(), row.name);
      const Clock::time_point start = Clock::now();
      try {
        row.take();
      } catch (const DroppedSample& dropped) {
        suite.leave_out(row.name, dropped.what());
        continue;
      }
      costs.push_back(Clock::now() - start);
      rows.push_back(std::move(row));
    }
  }
  std::vector<int> counts = plan_repetitions(costs, budget);
  std::vector<Planned> planned;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (repetitions > 0) counts[i] = repetitions;
    if (counts[i] == 0) {
      suite.leave_out(
          rows[i].name,
          fmt::format("one sample takes {:.2g} s: {} of them do not fit into the time budget",
                      std::chrono::duration<double>(costs[i]).count(), kFewestRepetitions));
    } else {
      planned.push_back({std::move(rows[i]), counts[i]});
    }
  }
  return planned;
}

void register_sample_row(const Planned& planned, RunLog& log) {
  benchmark::RegisterBenchmark(
      planned.row.name.c_str(),
      [row = planned.row, &log](benchmark::State& state) { run_sample_row(state, row, log); })
      ->Iterations(1)
      ->Repetitions(planned.repetitions)
      ->UseManualTime()
      ->Unit(benchmark::kNanosecond);
}

void register_loop_row(const LoopRow& row, int repetitions, RunLog& log) {
  benchmark::RegisterBenchmark(row.name.c_str(),
                               [row, &log](benchmark::State& state) {
                                 try {
                                   row.run(state);
                                 } catch (const std::exception& error) {
                                   log.failed(row.name, error.what());
                                   state.SkipWithError(error.what());
                                 }
                               })
      ->Threads(row.threads)
      ->Repetitions(repetitions)
      ->MinTime(kLoopMinSeconds)
      ->UseRealTime()
      ->Unit(benchmark::kNanosecond);
}

}  // namespace alertsage::bench

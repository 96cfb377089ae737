// The loop of a gate: run pairs, judge, run more of what is not decided, until all is or the time
// is over. Of the same program on both sides there is nothing to decide: unless something is
// called, it ends with the first look that could have called it.
#pragma once

#include <chrono>
#include <exception>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "bench/gate/options.hpp"
#include "bench/gate/pair_source.hpp"
#include "bench/gate/recording.hpp"
#include "reports/compare/comparison.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::gate {

// What the two documents say beside their samples.
struct SideFacts {
  std::string program_id;
  std::string command;
};

class Gate {
 public:
  // How far it is, of how many pairs at most, and what it waits for.
  using Tell = std::function<void(std::size_t done, std::size_t of, const std::string& note)>;

  // Time since some fixed point.
  using Now = std::function<std::chrono::duration<double>()>;

  // `options` and `source` must outlive the object. `now`: empty for this machine's clock.
  Gate(const Options& options, PairSource& source, SideFacts base, SideFacts candidate,
       Tell tell = {}, Now now = {});

  // Throws Error where not even the first look could be had: a side cannot be run, or neither the
  // time nor the pairs suffice.
  void run();

  // What all pairs so far say. REQUIRES: run() has returned, and there was no failure() before the
  // first verdict.
  const reports::Comparison& comparison() const { return *comparison_; }
  bool has_comparison() const noexcept { return comparison_.has_value(); }
  const Recording& recording() const noexcept { return recording_; }

  // Why it ended before all was decided; empty where it did not.
  const std::string& cut_short() const noexcept { return cut_short_; }

  bool was_interrupted() const noexcept { return broken_off_ == reports::broken_off::kInterrupted; }

  double seconds() const { return (end_ - start_).count(); }

  // How much it took: "12 pairs and 12 in the second batch, 4.8 s; seed 7".
  std::string effort() const;

  // The comparison's: what is certainly not slower when the time is over is not.
  ExitCode verdict() const { return comparison_->verdict(); }

  // The Error that ended it after the first pairs; nothing where none did.
  std::exception_ptr failure() const noexcept { return failure_; }

 private:
  using Seconds = std::chrono::duration<double>;

  void tell(const std::string& note) const;
  void warm_up();
  void take(const PairStep& step);
  void judge();
  std::optional<PairStep> next_step();
  std::optional<PairStep> step_of_batch(std::size_t batch, std::vector<std::string> rows) const;
  bool fits(const PairStep& step, double share_of_budget) const;
  std::string pairs_text() const;
  void stamp_and_judge();
  void stamp(Side side, const SideFacts& facts);

  const Options& options_;
  PairSource& source_;
  SideFacts base_;
  SideFacts candidate_;
  // The same program on both sides: it does not go on for what the first look that could have
  // called it leaves open.
  bool is_short_;
  std::string run_id_;
  Tell tell_;
  Now now_;

  Recording recording_;
  std::optional<reports::Comparison> comparison_;
  Seconds start_;
  Seconds end_{};
  Seconds each_pair_{0};  // as the last ones took, with so many rows
  std::size_t rows_a_pair_ = 1;
  std::string cut_short_;
  std::string_view broken_off_;  // reports::broken_off; empty where it was not
  std::exception_ptr failure_;
};

}  // namespace alertsage::gate

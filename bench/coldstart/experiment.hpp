// A whole run: every row in turn, block after block, into a result document.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <vector>

#include "bench/coldstart/options.hpp"
#include "bench/coldstart/sampler.hpp"
#include "bench/probe/interrupt.hpp"
#include "core/base/progress.hpp"
#include "reports/results/document.hpp"

namespace alertsage::coldstart {

class Experiment {
 public:
  // `options`, `sampler` and `interrupt` must outlive the object, and so must the rows' commands.
  // REQUIRES: !rows.empty().
  Experiment(const Options& options, const std::vector<RowPlan>& rows, Sampler& sampler,
             const probe::Interrupt& interrupt);

  // Runs each row unmeasured, as often as asked. Throws Error where a command fails, saying how,
  // since it would fail again and again; probe::Interrupted.
  void warm_up();

  // Takes samples until there are as many as asked, the time is over, an interrupt came, or what it
  // needs has gone (failure()). A row of which the first samples all failed is given up.
  void measure();

  // The rows and what was rejected of them; without a context.
  reports::Document document() const;

  // Why the run ended before there was what had been asked for; empty where it did not.
  const std::string& cut_short() const noexcept { return cut_short_; }

  // The Error that ended it; nothing where none did.
  std::exception_ptr failure() const noexcept { return failure_; }

 private:
  using Clock = std::chrono::steady_clock;

  struct Turn {
    RowPlan plan;
    reports::Series series;
    std::size_t failed = 0;
    std::size_t dropped = 0;
    bool given_up() const;
  };

  // False where the time was over before its end.
  bool take_block(const std::vector<std::size_t>& order, Progress& progress);
  void take_sample(Turn& turn, std::size_t slot);
  std::function<std::vector<std::size_t>()> block_order() const;
  bool time_is_over() const;
  bool has_enough() const;
  bool is_done(const Turn& turn) const;
  double share_done() const;

  const Options& options_;
  Sampler& sampler_;
  const probe::Interrupt& interrupt_;
  std::vector<Turn> turns_;
  std::vector<reports::RejectedSample> rejected_;
  std::string cut_short_;
  std::exception_ptr failure_;
  std::size_t block_ = 0;
  std::int64_t sequence_ = 0;
  Clock::time_point start_{};
};

}  // namespace alertsage::coldstart

// What happens during a run beside the figures: the order of samples, rejected ones, the first
// failure, progress.
#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/progress.hpp"

namespace alertsage::bench {

// Where a sample stands in the run: counters without which nobody can pair samples or see block
// order.
struct Position {
  std::uint64_t sequence = 0;  // in the whole run, from 0
  std::uint64_t block = 0;     // repetition of its row, from 0
  std::uint64_t slot = 0;      // how many rows had been in that block before
};

// Rows run one after another; failed() may be called by several threads of one row.
class RunLog {
 public:
  // `samples` expected, for the progress line.
  explicit RunLog(std::uint64_t samples) : progress_("measuring", samples) {}

  Position next(const std::string& row);

  // The position that `row` got last is free again. REQUIRES: no other row has got one since.
  void take_back(const std::string& row);

  void failed(std::string_view row, std::string_view message);

  // The first failure of a row, as one line; nothing where all went well.
  const std::optional<std::string>& failure() const noexcept { return failure_; }

 private:
  Progress progress_;
  std::mutex mutex_;
  std::uint64_t sequence_ = 0;
  std::map<std::string, std::uint64_t> repetitions_;  // by row
  std::map<std::uint64_t, std::uint64_t> slots_;      // by block
  std::optional<std::string> failure_;
};

}  // namespace alertsage::bench

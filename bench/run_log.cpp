#include "bench/run_log.hpp"

#include <fmt/format.h>

namespace alertsage::bench {

Position RunLog::next(const std::string& row) {
  const std::uint64_t block = repetitions_[row]++;
  progress_.update(sequence_ + 1, row);
  return {.sequence = sequence_++, .block = block, .slot = slots_[block]++};
}

void RunLog::take_back(const std::string& row) {
  --slots_[--repetitions_[row]];
  --sequence_;
}

void RunLog::failed(std::string_view row, std::string_view message) {
  const std::lock_guard lock(mutex_);
  if (!failure_) failure_ = fmt::format("{}: {}", row, message);
}

}  // namespace alertsage::bench

// A progress line on stderr: drawn on terminals only, at most ten times a second, gone when the
// work is.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace alertsage {

class Progress {
 public:
  // `total` in whatever unit update() counts; 0 where it is not known.
  Progress(std::string_view label, std::uint64_t total);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  // Shows the share done, `note`, and the time left by the pace so far.
  void update(std::uint64_t done, std::string_view note = {});

 private:
  using Clock = std::chrono::steady_clock;

  std::string label_;
  std::uint64_t total_;
  bool enabled_;
  bool drawn_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point next_ = start_;
};

}  // namespace alertsage

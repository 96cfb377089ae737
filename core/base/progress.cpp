#include "core/base/progress.hpp"

#include <fmt/format.h>

#include <cmath>
#include <cstdio>

#include "core/base/program.hpp"

namespace alertsage {
namespace {

constexpr std::chrono::milliseconds kInterval{100};

std::string time_left(double seconds) {
  const long whole = std::lround(seconds);
  return fmt::format("{}:{:02} left", whole / 60, whole % 60);
}

}  // namespace

Progress::Progress(std::string_view label, std::uint64_t total)
    : label_(label), total_(total), enabled_(stderr_takes_progress()) {}

Progress::~Progress() {
  if (drawn_) std::fputs("\r\x1b[K", stderr);
}

void Progress::update(std::uint64_t done, std::string_view note) {
  if (!enabled_) return;
  const Clock::time_point now = Clock::now();
  if (now < next_) return;
  next_ = now + kInterval;
  std::string line = fmt::format("\r\x1b[K{}", label_);
  if (total_ != 0 && done != 0) {
    const double share = static_cast<double>(done) / static_cast<double>(total_);
    const double elapsed = std::chrono::duration<double>(now - start_).count();
    line +=
        fmt::format(" {:3.0f} %, {}", 100.0 * share, time_left(elapsed * (1.0 - share) / share));
  }
  if (!note.empty()) line += fmt::format(", {}", note);
  std::fputs(line.c_str(), stderr);
  std::fflush(stderr);
  drawn_ = true;
}

}  // namespace alertsage

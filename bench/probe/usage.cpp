#include "bench/probe/usage.hpp"

#include <sys/resource.h>

namespace alertsage::probe {
namespace {

constexpr std::uint64_t kSectorBytes = 512;  // the unit of ru_inblock, whatever the device's is

std::chrono::nanoseconds duration_of(const timeval& time) {
  return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_usec);
}

Usage usage_of_caller(int who) {
  struct rusage figures {};
  ::getrusage(who, &figures);  // cannot fail for RUSAGE_SELF and RUSAGE_THREAD
  return usage_of(figures);
}

}  // namespace

Usage operator-(const Usage& later, const Usage& earlier) noexcept {
  return {.user_time = later.user_time - earlier.user_time,
          .system_time = later.system_time - earlier.system_time,
          .minor_faults = later.minor_faults - earlier.minor_faults,
          .major_faults = later.major_faults - earlier.major_faults,
          .device_read_bytes = later.device_read_bytes - earlier.device_read_bytes};
}

Usage process_usage() noexcept {
  return usage_of_caller(RUSAGE_SELF);
}

Usage thread_usage() noexcept {
  return usage_of_caller(RUSAGE_THREAD);
}

Usage usage_of(const struct rusage& figures) noexcept {
  return {.user_time = duration_of(figures.ru_utime),
          .system_time = duration_of(figures.ru_stime),
          .minor_faults = static_cast<std::uint64_t>(figures.ru_minflt),
          .major_faults = static_cast<std::uint64_t>(figures.ru_majflt),
          .device_read_bytes = static_cast<std::uint64_t>(figures.ru_inblock) * kSectorBytes};
}

}  // namespace alertsage::probe

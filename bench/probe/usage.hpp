// What the kernel has charged a process or a thread: CPU time, page faults, bytes from a device
// (getrusage(2)). Read before, read after, subtract.
#pragma once

#include <chrono>
#include <cstdint>

struct rusage;

namespace alertsage::probe {

// Totals since the process or thread began, or the difference of two of them.
struct Usage {
  // Their sum is exact to the microsecond; how it divides into the two is sampled by the clock
  // tick, except on kernels that account each entry.
  std::chrono::nanoseconds user_time{};
  std::chrono::nanoseconds system_time{};

  std::uint64_t minor_faults = 0;  // page faults that found their page in memory
  std::uint64_t major_faults = 0;  // page faults that waited for a device. One of them may read
                                   // megabytes ahead: they do not tell cold from warm
  std::uint64_t device_read_bytes = 0;  // what reached the block layer on this task's behalf,
                                        // read-ahead included; whole sectors of 512 bytes

  std::chrono::nanoseconds cpu_time() const noexcept { return user_time + system_time; }
};

// `later - earlier` of the same process or thread.
Usage operator-(const Usage& later, const Usage& earlier) noexcept;

// The calling process: all its threads, also those that have ended. Children are not in it.
Usage process_usage() noexcept;

// The calling thread alone.
Usage thread_usage() noexcept;

// The same figures of a child, as wait4(2) gives them: the child and those of its own children that
// it has waited for.
Usage usage_of(const struct rusage& figures) noexcept;

}  // namespace alertsage::probe

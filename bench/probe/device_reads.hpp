// What the whole machine reads from its block devices: beside what one process is charged, it tells
// whether somebody else was reading meanwhile.
#pragma once

#include <cstdint>
#include <optional>

namespace alertsage::probe {

// The kernel counts in KiB, so a difference of two totals is exact to less than this.
inline constexpr std::int64_t kDeviceReadUnit = 1024;

// Bytes since the machine was started, on behalf of all processes in all containers, counted like
// Usage::device_read_bytes as they are asked for and not as they arrive (`pgpgin` of /proc/vmstat).
// File systems without a block device are not in it. Nothing where the file cannot be read.
std::optional<std::int64_t> device_bytes_read_by_all();

}  // namespace alertsage::probe

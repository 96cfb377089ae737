#include "bench/probe/device_reads.hpp"

#include <charconv>
#include <string>
#include <string_view>

#include "bench/probe/optional_file.hpp"

namespace alertsage::probe {

std::optional<std::int64_t> device_bytes_read_by_all() {
  constexpr std::string_view kKey = "\npgpgin ";
  const std::string text = read_if_there("/proc/vmstat").value_or("");
  const std::size_t at = text.find(kKey);
  if (at == std::string::npos) return std::nullopt;
  std::int64_t units = 0;
  std::from_chars(text.data() + at + kKey.size(), text.data() + text.size(), units);
  return units * kDeviceReadUnit;
}

}  // namespace alertsage::probe

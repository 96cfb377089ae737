#include "bench/coldstart/reported_times.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

namespace alertsage::coldstart {
namespace {

using std::chrono::nanoseconds;

constexpr std::string_view kMark = "timing: ";
constexpr std::string_view kBlanks = " \t\r";

// The last line of `text` that begins with the mark, without it; empty where there is none.
std::string_view timing_line(std::string_view text) {
  std::string_view found;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (line.starts_with(kMark)) found = line.substr(kMark.size());
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return found;
}

// The value of `name`_UNIT=VALUE in blank-separated words.
std::optional<nanoseconds> value_of(std::string_view name, std::string_view words) {
  constexpr std::array<std::pair<std::string_view, double>, 4> kUnits = {
      {{"ns", 1}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}}};
  while (!words.empty()) {
    const std::string_view word = words.substr(0, words.find_first_of(kBlanks));
    words.remove_prefix(std::min(word.size() + 1, words.size()));
    for (const auto& [unit, scale] : kUnits) {
      const std::string key = std::string(name) + "_" + std::string(unit) + "=";
      if (!word.starts_with(key)) continue;
      double value = 0;
      const char* const end = word.data() + word.size();
      const auto [rest, failure] = std::from_chars(word.data() + key.size(), end, value);
      if (failure != std::errc() || rest != end || !(value >= 0) || value * scale > 1e18) continue;
      return nanoseconds(std::llround(value * scale));
    }
  }
  return std::nullopt;
}

}  // namespace

ReportedTimes reported_times(std::string_view text) {
  const std::string_view line = timing_line(text);
  ReportedTimes times = {.load = value_of("load", line),
                         .first_answer = value_of("first_prediction", line)};
  if (times.first_answer) *times.first_answer += times.load.value_or(nanoseconds(0));
  return times;
}

}  // namespace alertsage::coldstart

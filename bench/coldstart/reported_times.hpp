// What a command says of its own start, on a line such as `alertsage classify --timing` prints:
//   timing: load_us=34.1 first_prediction_us=310.5 total_us=320.0
#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace alertsage::coldstart {

// How long the child loaded, and how long that took with its first answer.
struct ReportedTimes {
  std::optional<std::chrono::nanoseconds> load = {};
  std::optional<std::chrono::nanoseconds> first_answer = {};
};

// Of the last line in `text` (stderr) that begins with `timing: `. Figures in `_us`, `_ms`, `_s` or
// `_ns` by the name's ending; what is no figure, or negative, is not there.
ReportedTimes reported_times(std::string_view text);

}  // namespace alertsage::coldstart

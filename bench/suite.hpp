// The rows of a run before Google Benchmark sees them, so that they can be planned: how long a
// sample takes decides how many there are, and what does not fit is left out by name.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/probe/page_state.hpp"

namespace benchmark {
class State;
}

namespace alertsage::bench {

// Names of reports/results/vocabulary.hpp.
using Counters = std::vector<std::pair<std::string_view, double>>;

// One operation, measured. What prepares it (caches, page states) and what checks its answer lies
// outside `elapsed`.
struct Sample {
  std::chrono::nanoseconds elapsed{};
  Counters counters = {};
  bool in_this_process = false;  // by measure(), and not by a child
  std::uint64_t operations = 1;  // of which this is the sum
};

// A raw row of the result is one sample.
struct SampleRow {
  std::string name;
  std::function<Sample()> take;  // throws probe::DroppedSample, or Error for what ends the run

  // Where another row tells what a sample costs: `times` samples of the row `part`. So a row that
  // takes a minute need not be tried to see that it does not fit.
  std::string part = {};
  std::size_t times = 0;

  Counters counters = {};  // of the operation, the same for each sample
};

// For what stands beside ours (Python, plug-ins): where it fails its samples are dropped, with the
// reason, and nobody else's.
std::function<Sample()> dropping(std::function<Sample()> take);

// A raw row of the result is the mean of a repetition's iterations: for what is too short to time
// alone.
struct LoopRow {
  std::string name;
  int threads = 1;
  std::function<void(benchmark::State&)> run;
  std::function<Sample()> take_many;  // a sample of many of the operations, on one thread
  Counters counters = {};             // as of SampleRow

  // As the library and reports write it.
  std::string displayed_name() const { return name + "/threads:" + std::to_string(threads); }
};

struct Suite {
  std::vector<SampleRow> samples;
  std::vector<LoopRow> loops;
  std::map<std::string, std::string> left_out;  // row -> reason

  void leave_out(const std::string& row, std::string_view reason) { left_out[row] = reason; }
};

}  // namespace alertsage::bench

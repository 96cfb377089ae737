// runner_overhead [--pairs N] -- PROGRAM ARGUMENT…: what alertsage-coldstart adds to a command, and
// to itself. In interleaved pairs, in random order, the command is timed by a minimal C timer
// (minimal_timer.cpp) and taken as a sample by coldstart's Sampler. Prints the ratio of the two
// times with its exact 95 % interval, and what a sample costs beyond the command. Exit code 0 where
// the interval lies inside 0.98 to 1.02 and the median cost is at most 150 us, 1 otherwise.
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bench/coldstart/sampler.hpp"
#include "core/base/error.hpp"
#include "reports/stats/ratio.hpp"

namespace alertsage::coldstart {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kLowest = 0.98;
constexpr double kHighest = 1.02;
constexpr double kMostCostNs = 150e3;

void require(bool good, const char* what) {
  if (!good) throw Error(ErrorKind::environment, what);
}

// The minimal timer, as a process that is asked for one run at a time.
class MinimalTimer {
 public:
  explicit MinimalTimer(std::span<char*> command) {
    std::array<int, 2> to{};
    std::array<int, 2> from{};
    require(::pipe(to.data()) == 0 && ::pipe(from.data()) == 0, "no pipe");
    process_ = ::fork();
    if (process_ == 0) {
      ::dup2(to[0], STDIN_FILENO);
      ::dup2(from[1], STDOUT_FILENO);
      for (const int end : {to[0], to[1], from[0], from[1]}) ::close(end);
      std::string program = TEST_MINIMAL_TIMER;
      std::vector<char*> arguments = {program.data()};
      arguments.insert(arguments.end(), command.begin(), command.end());
      arguments.push_back(nullptr);
      ::execv(program.c_str(), arguments.data());
      ::_exit(1);
    }
    ::close(to[0]);
    ::close(from[1]);
    ask_ = to[1];
    answers_ = ::fdopen(from[0], "r");
  }
  MinimalTimer(const MinimalTimer&) = delete;
  MinimalTimer& operator=(const MinimalTimer&) = delete;
  ~MinimalTimer() {
    ::close(ask_);
    std::fclose(answers_);
    ::waitpid(process_, nullptr, 0);
  }

  double time_ns() {
    double nanoseconds = 0;
    require(::write(ask_, "?", 1) == 1 && std::fscanf(answers_, "%lf", &nanoseconds) == 1,
            "the minimal timer has ended");
    return nanoseconds;
  }

 private:
  pid_t process_ = -1;
  int ask_ = -1;
  std::FILE* answers_ = nullptr;
};

struct Times {
  std::vector<double> minimal_ns = {};
  std::vector<double> ours_ns = {};
  std::vector<double> cost_ns = {};  // of the sample, beyond the command
};

Times measure(std::span<char*> command, std::size_t pairs) {
  MinimalTimer timer(command);
  const Options options;
  Subject subject;
  subject.name = "command";
  subject.command.arguments.assign(command.begin(), command.end());
  const RowPlan plan = {.subject = &subject, .state = State::warm};
  probe::Launcher launcher(TEST_LAUNCHER);
  FileStates files({}, options.states);
  Sampler sampler(options, launcher, files);
  SplitMix64 order(1);
  Times times;
  while (times.ours_ns.size() < pairs) {
    const bool minimal_first = order.chance(50);
    double minimal = minimal_first ? timer.time_ns() : 0;
    const Clock::time_point start = Clock::now();
    const Taken taken = sampler.take(plan);
    const std::chrono::nanoseconds all = Clock::now() - start;
    if (!minimal_first) minimal = timer.time_ns();
    if (!taken.row) continue;  // it read from the device: something had been evicted
    times.minimal_ns.push_back(minimal);
    times.ours_ns.push_back(taken.row->real_time_ns);
    times.cost_ns.push_back(static_cast<double>(all.count()) - taken.row->real_time_ns);
  }
  return times;
}

double median_of(const std::vector<double>& values) {
  return reports::Sample::make(values)->median();
}

int run(std::span<char*> arguments) {
  std::size_t pairs = 1000;
  if (arguments.size() > 2 && arguments[1] == std::string_view("--pairs")) {
    pairs = std::strtoul(arguments[2], nullptr, 10);
    arguments = arguments.subspan(2);
  }
  require(arguments.size() > 2 && arguments[1] == std::string_view("--") && pairs > 10,
          "usage: runner_overhead [--pairs N] -- PROGRAM ARGUMENT…");
  const Times times = measure(arguments.subspan(2), pairs);
  const auto ratio = reports::paired_ratio(times.minimal_ns, times.ours_ns, 0.95);
  const double cost = median_of(times.cost_ns);
  fmt::print("{} pairs; minimal C timer {:.1f} us, ours {:.1f} us\n", pairs,
             median_of(times.minimal_ns) / 1e3, median_of(times.ours_ns) / 1e3);
  fmt::print("ratio {:.4f}, 95 % interval {:.4f} to {:.4f} (asked: inside {} to {})\n",
             ratio->estimate, ratio->interval->low, ratio->interval->high, kLowest, kHighest);
  fmt::print("a sample costs {:.1f} us beyond the command (asked: at most {:.0f} us)\n", cost / 1e3,
             kMostCostNs / 1e3);
  const bool good =
      ratio->interval->low >= kLowest && ratio->interval->high <= kHighest && cost <= kMostCostNs;
  return good ? 0 : 1;
}

}  // namespace
}  // namespace alertsage::coldstart

int main(int argc, char** argv) {
  try {
    return alertsage::coldstart::run({argv, static_cast<std::size_t>(argc)});
  } catch (const std::exception& error) {
    fmt::print(stderr, "runner_overhead: error: {}\n", error.what());
    return 3;
  }
}

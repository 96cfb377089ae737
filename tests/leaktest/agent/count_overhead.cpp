// count_overhead [--rounds N]: what counting costs a loader. Two processes, one with the agent that
// counts and one with the agent that does not, each load again and again: some 72,000 blocks of the
// sizes that a parsed model has, and work between them, 30 ms in all. They take turns, in random
// order, one load at a time. Prints the ratio of their times with its 95 % interval. Exit code 0
// where the median of the ratios is at most 1.02, 1 otherwise.
#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "reports/stats/ratio.hpp"
#include "tests/leaktest/agent/running_subject.hpp"

namespace alertsage::leaktest {
namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

constexpr double kMostRatio = 1.02;

void require(bool good, const char* what) {
  if (!good) throw Error(ErrorKind::environment, what);
}

// One of the two processes. It stands at a mark whenever it does not load.
class Loader {
 public:
  explicit Loader(Counting counting)
      : channel_(counting, TEST_AGENTS), subject_(channel_, {TEST_LOADER}) {
    require(next_mark(channel_, subject_) == Mark::begin, "the loader did not begin");
    require(channel_.counts().has_value() == (counting == Counting::on), "counts are not as asked");
    for (int warm_up = 0; warm_up < 3; ++warm_up) load_ns();
  }

  // By the loader's own clock, so that the marks are not in it.
  double load_ns() {
    channel_.answer(Answer::go_on);
    require(next_mark(channel_, subject_) == Mark::cycle, "the loader has ended");
    return std::stod(subject_.line());
  }

  std::int64_t allocations() const { return channel_.counts().value().allocations; }

 private:
  AgentChannel channel_;
  RunningSubject subject_;
};

int run(int argc, char** argv) {
  std::size_t rounds = 30;
  if (argc == 3 && argv[1] == std::string_view("--rounds")) {
    rounds = std::strtoul(argv[2], nullptr, 10);
  }
  require((argc == 1 || argc == 3) && rounds >= 10, "usage: count_overhead [--rounds N]");
  Loader plain(Counting::off);
  Loader counting(Counting::on);
  std::vector<double> plain_ns;
  std::vector<double> counting_ns;
  SplitMix64 order(1);
  const std::int64_t allocations_before = counting.allocations();
  for (std::size_t round = 0; round < rounds; ++round) {
    const bool plain_first = order.chance(50);
    if (plain_first) plain_ns.push_back(plain.load_ns());
    counting_ns.push_back(counting.load_ns());
    if (!plain_first) plain_ns.push_back(plain.load_ns());
  }
  const std::int64_t allocations = counting.allocations() - allocations_before;
  const auto ratio = reports::paired_ratio(plain_ns, counting_ns, 0.95);
  fmt::print("{} rounds of {} allocations; {:.2f} ms without counting, {:.2f} ms with it\n", rounds,
             allocations / static_cast<std::int64_t>(rounds),
             reports::Sample::make(plain_ns)->median() / 1e6,
             reports::Sample::make(counting_ns)->median() / 1e6);
  fmt::print("ratio {:.4f}, 95 % interval {:.4f} to {:.4f} (asked: at most {})\n", ratio->estimate,
             ratio->interval->low, ratio->interval->high, kMostRatio);
  return ratio->estimate <= kMostRatio ? 0 : 1;
}

}  // namespace
}  // namespace alertsage::leaktest

int main(int argc, char** argv) {
  try {
    return alertsage::leaktest::run(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "count_overhead: error: {}\n", error.what());
    return 3;
  }
}

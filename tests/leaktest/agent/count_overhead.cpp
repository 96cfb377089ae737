// count_overhead [--rounds N]: what counting costs a loader that makes some 72,000 blocks of the
// sizes that a parsed model has, with work between them, 30 ms in all. A round starts two
// processes, one with the agent that counts and one with the agent that does not, and lets them
// load in turns, one load at a time. Processes are fresh in each round, because where the kernel
// happens to lay the pages of one changes its times by more than what is asked about; and a round's
// time is that of its fastest load, since what else runs on the machine only adds. Prints the ratio
// of the rounds with its 95 % interval. Exit code 0 where it is at most 1.02, 1 otherwise.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/random.hpp"
#include "reports/stats/ratio.hpp"
#include "tests/leaktest/agent/running_subject.hpp"

namespace alertsage::leaktest {
namespace {

constexpr double kMostRatio = 1.02;
constexpr std::size_t kLoads = 9;  // a round

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
    for (int warm_up = 0; warm_up < 2; ++warm_up) load_ns();
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

struct Times {
  std::vector<double> plain_ns = {};  // one a round
  std::vector<double> counting_ns = {};
  std::int64_t allocations = 0;  // a load
};

double median_of(const std::vector<double>& values) {
  return reports::Sample::make(values)->median();
}

void run_round(SplitMix64& order, Times& times) {
  Loader plain(Counting::off);
  Loader counting(Counting::on);
  std::vector<double> plain_ns;
  std::vector<double> counting_ns;
  const std::int64_t before = counting.allocations();
  while (plain_ns.size() < kLoads) {
    const bool plain_first = order.chance(50);
    if (plain_first) plain_ns.push_back(plain.load_ns());
    counting_ns.push_back(counting.load_ns());
    if (!plain_first) plain_ns.push_back(plain.load_ns());
  }
  times.allocations = (counting.allocations() - before) / static_cast<std::int64_t>(kLoads);
  times.plain_ns.push_back(*std::min_element(plain_ns.begin(), plain_ns.end()));
  times.counting_ns.push_back(*std::min_element(counting_ns.begin(), counting_ns.end()));
}

int run(int argc, char** argv) {
  std::size_t rounds = 30;
  if (argc == 3 && argv[1] == std::string_view("--rounds")) {
    rounds = std::strtoul(argv[2], nullptr, 10);
  }
  require((argc == 1 || argc == 3) && rounds >= 10, "usage: count_overhead [--rounds N]");
  Times times;
  SplitMix64 order(1);
  while (times.plain_ns.size() < rounds) run_round(order, times);
  const auto ratio = reports::paired_ratio(times.plain_ns, times.counting_ns, 0.95);
  fmt::print("{} rounds; {} allocations; {:.2f} ms without counting, {:.2f} ms with it\n", rounds,
             times.allocations, median_of(times.plain_ns) / 1e6,
             median_of(times.counting_ns) / 1e6);
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

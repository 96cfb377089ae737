// alertsage-gate-subject ROWS SIZE [FACTOR [ROW]]: a Google Benchmark program to try a gate on.
//
// Rows work/0, work/1, … each do the fixed piece of work SIZE times, and of those all, or the one
// numbered ROW alone, FACTOR times as often: a slow-down of known size. Google Benchmark's own
// flags follow.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <string>

#include "bench/gate/work.hpp"

namespace {

std::optional<double> number(const char* text) {
  char* end = nullptr;
  const double value = std::strtod(text, &end);
  if (end == text || *end != '\0' || !(value >= 0 && value <= 1000)) return std::nullopt;
  return value;
}

void add_row(int row, double size) {
  const auto steps =
      static_cast<std::uint64_t>(size * static_cast<double>(alertsage::gate::kControlSteps));
  const std::string name = "work/" + std::to_string(row);
  benchmark::RegisterBenchmark(name.c_str(), [steps](benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(alertsage::gate::work(steps));
  })->Unit(benchmark::kMillisecond);
}

}  // namespace

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  std::optional<double> numbers[4] = {{}, {}, 1.0, -1.0};
  bool usable = argc >= 3 && argc <= 5;
  for (int i = 1; usable && i < argc; ++i) {
    numbers[i - 1] = number(argv[i]);
    usable = numbers[i - 1].has_value();
  }
  if (!usable) {
    std::fputs("alertsage-gate-subject: error: takes ROWS SIZE [FACTOR [ROW]], numbers to 1000\n",
               stderr);
    return 3;
  }
  const bool all_rows = *numbers[3] < 0;
  for (int row = 0; row < static_cast<int>(*numbers[0]); ++row) {
    const bool more = all_rows || row == static_cast<int>(*numbers[3]);
    add_row(row, more ? *numbers[1] * *numbers[2] : *numbers[1]);
  }
  benchmark::RunSpecifiedBenchmarks();
}

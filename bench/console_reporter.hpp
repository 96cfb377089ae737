// What alertsage-bench prints: a line a row, median and its exact interval, from raw rows.
#pragma once

#include <benchmark/benchmark.h>

namespace alertsage::bench {

class ConsoleReporter final : public benchmark::BenchmarkReporter {
 public:
  bool ReportContext(const Context& context) override;
  void ReportRuns(const std::vector<Run>& runs) override;
};

}  // namespace alertsage::bench

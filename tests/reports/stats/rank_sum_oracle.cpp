// Prints the p-value of the rank-sum test for each row that two result documents share, in real and
// in CPU time, as JSON: {"rows": [{"name": …, "metric": …, "u_test_p": …}]}.
// scripts/check-compare-py holds it against compare.py.
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <vector>

#include "core/base/error.hpp"
#include "reports/results/reader.hpp"
#include "reports/stats/rank_sum_test.hpp"

namespace alertsage::reports {
namespace {

std::optional<Sample> cpu_times(const Series& series) {
  std::vector<double> times;
  for (const Row& row : series.rows) times.push_back(row.cpu_time_ns.value());
  return Sample::make(times);
}

nlohmann::json rows_of(const Document& base, const Document& contender) {
  auto rows = nlohmann::json::array();
  for (const Series& series : base.series) {
    const Series* other = find_series(contender, series.name);
    if (other == nullptr || series.rows.size() < 2 || other->rows.size() < 2) continue;
    const auto add = [&](const char* metric, const auto& times_of) {
      const double p = rank_sum_p_value(times_of(series)->values(), times_of(*other)->values());
      rows.push_back({{"name", series.name}, {"metric", metric}, {"u_test_p", p}});
    };
    add("real_time", real_times);
    add("cpu_time", cpu_times);
  }
  return rows;
}

}  // namespace
}  // namespace alertsage::reports

int main(int argc, char** argv) {
  using namespace alertsage;
  try {
    const std::vector<std::string> files(argv + 1, argv + argc);
    const auto rows =
        reports::rows_of(reports::read_document(files.at(0)), reports::read_document(files.at(1)));
    std::puts(nlohmann::json{{"rows", rows}}.dump().c_str());
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 3;
  }
}

#include "reports/results/context_difference.hpp"

#include <algorithm>
#include <array>
#include <string_view>

#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

bool is_of_the_environment(std::string_view key) {
  constexpr std::array<std::string_view, 10> kOfEachRun = {"date",
                                                           "executable",
                                                           "load_avg",
                                                           "mhz_per_cpu",
                                                           context::kLoadAverage,
                                                           context::kLauncherFloorRssBytes,
                                                           context::kSeed,
                                                           context::kPartial,
                                                           context::kPairs,
                                                           context::kProgramId};
  return std::find(kOfEachRun.begin(), kOfEachRun.end(), key) == kOfEachRun.end() &&
         !key.starts_with(context::kLeftOutPrefix);
}

}  // namespace

std::vector<ContextDifference> context_differences(const Document& first, const Document& second) {
  std::vector<ContextDifference> differences;
  for (const auto& [key, value] : second.context) {
    const auto known = first.context.find(key);
    if (known == first.context.end() || known->second == value || !is_of_the_environment(key)) {
      continue;
    }
    differences.push_back({key, known->second, value});
  }
  return differences;
}

}  // namespace alertsage::reports

#include "reports/results/context_difference.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

bool is_of_the_environment(std::string_view key) {
  constexpr std::array<std::string_view, 14> kOfEachRun = {
      "date",           "executable",          "load_avg",
      "mhz_per_cpu",    context::kLoadAverage, context::kLauncherFloorRssBytes,
      context::kSeed,   context::kPartial,     context::kRepeatedRuns,
      context::kPairs,  context::kMaxSlowdown, context::kAlpha,
      context::kFilter, context::kProgramId};
  return std::find(kOfEachRun.begin(), kOfEachRun.end(), key) == kOfEachRun.end() &&
         !key.starts_with(context::kLeftOutPrefix);
}

// Lists are kept as they stand in the file, and a tool that rewrites it sets other space.
bool are_equal_but_for_space(std::string first, std::string second) {
  const auto is_space = [](char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; };
  std::erase_if(first, is_space);
  std::erase_if(second, is_space);
  return first == second;
}

}  // namespace

std::vector<ContextDifference> context_differences(const Document& first, const Document& second) {
  std::vector<ContextDifference> differences;
  for (const auto& [key, value] : second.context) {
    const auto known = first.context.find(key);
    if (known == first.context.end() || !is_of_the_environment(key)) continue;
    if (are_equal_but_for_space(known->second, value)) continue;
    differences.push_back({key, known->second, value});
  }
  return differences;
}

}  // namespace alertsage::reports

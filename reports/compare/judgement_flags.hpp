// What a comparison asks, as flags: the same for whoever compares documents and whoever measures
// them first. Apart from the rest, because its header pulls in CLI11.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/command_line.hpp"
#include "reports/compare/comparison.hpp"

namespace alertsage::reports {

class JudgementFlags {
 public:
  // Adds --metric, --max-slowdown, --policy, --filter, --accept and --alpha. The object must
  // outlive the parsing.
  explicit JudgementFlags(CLI::App& app);
  JudgementFlags(const JudgementFlags&) = delete;
  JudgementFlags& operator=(const JudgementFlags&) = delete;

  // The file of --policy; empty where none was given.
  const std::filesystem::path& policy() const noexcept { return policy_; }

  // What was asked; reads the policy. Throws Error, naming the flag or the file.
  CompareOptions options() const;

 private:
  CompareOptions options_ = {};
  std::string max_slowdown_ = {};
  std::filesystem::path policy_ = {};
  std::vector<std::string> accept_ = {};
};

}  // namespace alertsage::reports

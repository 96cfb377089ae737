// The moment at which a command has said what it was waited for.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "bench/probe/launcher.hpp"

namespace alertsage::coldstart {

// A regular expression (PCRE2's syntax, bytes, ^ and $ at each line) to be looked for in stdout.
class OutputPattern {
 public:
  // Throws Error (usage) that says what is wrong with the expression, and where.
  explicit OutputPattern(std::string regex);

  const std::string& text() const noexcept { return text_; }

  // When the piece came that completes the first match; nothing where nothing that was kept of
  // stdout matches. Throws Error (usage) where looking takes more steps than PCRE2 allows.
  std::optional<std::chrono::nanoseconds> time_in(const probe::ProcessSample& sample) const;

 private:
  struct Compiled;
  std::string text_;
  std::shared_ptr<const Compiled> compiled_;
};

}  // namespace alertsage::coldstart

#include "core/base/checks.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <string>

namespace alertsage {

void Checks::tell(std::string_view what, std::string_view asked, std::string_view got,
                  bool reached) {
  reached_all_ = reached_all_ && reached;
  fmt::print("{:<7} {:<58} asked {:<8} got {}\n", reached ? "ok" : "NOT MET", what, asked, got);
  std::fflush(stdout);
}

void Checks::expect_share(std::string_view what, double share, const Outcome& outcome) {
  tell(what, fmt::format(">= {:g} %", 100 * share),
       fmt::format("{} of {}", outcome.right, outcome.of),
       static_cast<double>(outcome.right) >= share * static_cast<double>(outcome.of));
}

void Checks::expect_none(std::string_view what, const Outcome& outcome) {
  tell(what, "0", fmt::format("{} of {}", outcome.right, outcome.of), outcome.right == 0);
}

}  // namespace alertsage

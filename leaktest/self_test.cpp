#include "leaktest/self_test.hpp"

#include <cstdint>

#include "bench/probe/interrupt.hpp"
#include "bench/probe/launcher.hpp"
#include "core/base/command_line.hpp"
#include "core/base/error.hpp"
#include "leaktest/self_test_checks.hpp"

namespace alertsage::leaktest {

ExitCode run_self_test(int argc, char** argv) {
  CLI::App app(
      "How small a leak is found on this machine, and how often is one seen that is none?\n",
      "alertsage-leaktest self-test");
  std::size_t runs = 100;
  app.add_option("--runs", runs, "of each kind of leak; 10 take a quarter of a minute [100]")
      ->check(CLI::Range(std::size_t{1}, std::size_t{10'000}));
  std::uint64_t seed = 2024;
  app.add_option("--seed", seed, "of the made series: the same seed, the same series [2024]");
  app.footer("Exit codes: 0 all was reached; 1 something was not; 2 interrupted; 3 could not.");
  if (const auto done = parse_command_line(app, argc, argv)) return *done;
  const probe::Interrupt interrupt;
  Checks checks;
  try {
    check_processes(runs, interrupt, checks);
    check_series(seed, interrupt, checks);
  } catch (const probe::Interrupted&) {
    warn("alertsage-leaktest", "interrupted: what is not shown was not tried");
    return ExitCode::undecided;
  }
  return checks.reached_all() ? ExitCode::good : ExitCode::verdict_bad;
}

}  // namespace alertsage::leaktest

#include <CLI/CLI.hpp>
#include <memory>

#include "core/cli/commands.hpp"
#include "core/cli/output.hpp"
#include "core/train/incident_generator.hpp"

namespace alertsage::cli {
namespace {

struct Options {
  std::uint64_t count = 100;
  std::uint64_t seed = 1;
  std::string output;
};

ExitCode generate(const Options& options) {
  Output output(options.output);
  IncidentGenerator generator(options.seed);
  for (std::uint64_t i = 0; i < options.count; ++i) output.write(json_line(generator.next()));
  output.finish();
  return ExitCode::good;
}

}  // namespace

Run add_generate(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command.add_option("--count", options->count, "how many incidents [100]")
      ->check(CLI::NonNegativeNumber);
  command.add_option("--seed", options->seed,
                     "the same seed prints the same incidents everywhere [1]");
  command.add_option("-o,--output-file", options->output, "a file instead of standard output");
  return [options] { return generate(*options); };
}

}  // namespace alertsage::cli

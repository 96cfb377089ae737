#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <filesystem>
#include <memory>

#include "core/base/command_line.hpp"
#include "core/base/error.hpp"
#include "reports/cli/commands.hpp"
#include "reports/compare/comparison_text.hpp"
#include "reports/results/reader.hpp"

namespace alertsage::reports {
namespace {

struct Options {
  std::filesystem::path base;
  std::filesystem::path contender;
  std::string max_slowdown = "5%";
  std::string format = "table";
  CompareOptions compare = {};
};

std::string text_of(const Comparison& comparison, const std::string& format) {
  if (format == "json") return comparison_json(comparison);
  if (format == "markdown") return comparison_markdown(comparison);
  return comparison_table(comparison, stdout_takes_colour());
}

ExitCode run_compare(const Options& options) {
  CompareOptions compare_options = options.compare;
  compare_options.max_slowdown = fraction_of_percentage("--max-slowdown", options.max_slowdown);
  const Document base = read_document(options.base);
  const Document contender = read_document(options.contender);
  if (base.series == contender.series && base.leaks == contender.leaks) {
    warn(kProgram, "BASE and NEW hold the same samples");
  }
  const Comparison comparison = compare(base, contender, compare_options);
  fmt::print("{}", text_of(comparison, options.format));
  return comparison.verdict();
}

}  // namespace

Run add_compare(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command.add_option("BASE", options->base, "result document to compare with")
      ->type_name("FILE")
      ->required();
  command.add_option("NEW", options->contender, "result document to judge")
      ->type_name("FILE")
      ->required();
  command.add_option("--max-slowdown", options->max_slowdown, "slowdown that is acceptable")
      ->type_name("PERCENT")
      ->capture_default_str();
  command
      .add_option("--filter", options->compare.filter,
                  "compare only rows whose name this extended regular expression is found in")
      ->type_name("REGEX");
  command
      .add_option("--alpha", options->compare.alpha,
                  "chance that any row of a comparison is judged wrongly")
      ->check(real_range(1e-9, 0.5))
      ->capture_default_str();
  command.add_option("--format", options->format, "table, markdown or json")
      ->type_name("NAME")
      ->check(CLI::IsMember({"table", "markdown", "json"}))
      ->capture_default_str();
  command.footer(
      "Leak tests of both are compared by name: a new leak, or more growth beyond the intervals, "
      "is "
      "worse.\n"
      "Exit codes: 0 nothing is slower or leaks more, 1 something is or does, 2 cannot tell, 3 "
      "could not compare.");
  return [options] { return run_compare(*options); };
}

}  // namespace alertsage::reports

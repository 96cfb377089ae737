#include <CLI/CLI.hpp>
#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/command_line.hpp"
#include "core/base/error.hpp"
#include "reports/cli/commands.hpp"
#include "reports/cli/outputs.hpp"
#include "reports/compare/judgement_flags.hpp"
#include "reports/compare/text/comparison_text.hpp"
#include "reports/render/comparison_html.hpp"
#include "reports/render/comparison_junit.hpp"
#include "reports/results/reader.hpp"

namespace alertsage::reports {
namespace {

using Files = std::vector<std::filesystem::path>;

struct Options {
  std::string one_base;
  std::string one_new;
  Files base;
  Files contender;
  std::shared_ptr<JudgementFlags> judgement;
  bool u_test = false;
  std::string format = "table";
  bool all = false;
  std::string output = std::string(kStdout);
};

// One of each as BASE NEW, or as many as one likes by --base and --new.
void name_sides(Options& options) {
  const bool by_place = !options.one_base.empty() && !options.one_new.empty();
  const bool by_option = !options.base.empty() && !options.contender.empty();
  const bool half = options.one_base.empty() != options.one_new.empty() ||
                    options.base.empty() != options.contender.empty();
  if (half || by_place == by_option) {
    throw Error(ErrorKind::usage,
                "compare takes BASE NEW, or --base FILE... --new FILE... (see --help)");
  }
  if (by_place) {
    options.base = {options.one_base};
    options.contender = {options.one_new};
  }
}

std::string text_of(const Comparison& comparison, const Document& base, const Document& contender,
                    const Options& options) {
  if (options.format == "html") return comparison_html(comparison, base, contender);
  if (options.format == "junit") return comparison_junit(comparison);
  if (options.format == "json") return comparison_json(comparison);
  if (options.format == "markdown") return comparison_markdown(comparison, options.all);
  const bool to_stdout = options.output == kStdout;
  return comparison_table(comparison, to_stdout && stdout_takes_colour(), options.all,
                          to_stdout ? stdout_columns() : 0);
}

ExitCode run_compare(Options options) {
  name_sides(options);
  Files read = options.base;
  read.insert(read.end(), options.contender.begin(), options.contender.end());
  if (!options.judgement->policy().empty()) read.push_back(options.judgement->policy());
  refuse_outputs_that_are_read({&options.output, 1}, read);

  CompareOptions compare_options = options.judgement->options();
  compare_options.u_test = options.u_test;
  const Document base = read_documents(options.base);
  const Document contender = read_documents(options.contender);
  const Comparison comparison = compare(base, contender, compare_options);
  write_output(options.output, text_of(comparison, base, contender, options));
  return comparison.verdict();
}

void add_sides(CLI::App& command, Options& options) {
  command.add_option("BASE", options.one_base, "result document to compare with")
      ->type_name("FILE");
  command.add_option("NEW", options.one_new, "result document to judge")->type_name("FILE");
  command.add_option("--base", options.base, "several in place of BASE")
      ->type_name("FILE")
      ->expected(1, -1);
  command.add_option("--new", options.contender, "several in place of NEW")
      ->type_name("FILE")
      ->expected(1, -1);
}

}  // namespace

Run add_compare(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  add_sides(command, *options);
  options->judgement = std::make_shared<JudgementFlags>(command);
  command.add_flag("--u-test", options->u_test,
                   "add the p-value that compare.py prints; it changes no verdict");
  command.add_option("--format", options->format, "table, markdown, json, html or junit")
      ->type_name("NAME")
      ->check(CLI::IsMember({"table", "markdown", "json", "html", "junit"}))
      ->capture_default_str();
  command.add_flag("--all", options->all,
                   "table, markdown: print unchanged rows of all metrics, not of the first alone");
  command.add_option("-o,--output-file", options->output, "write to this file")->type_name("FILE");
  command.footer(
      "Of several files a side, made in turn by their dates (base, new, new, base, ...: each side\n"
      "first in half of them), each two that were made together are a pair.\n"
      "What is no fair comparison (another machine, build or compiler, one side after the other,\n"
      "too few samples, missing rows) gets no verdict unless --accept names the reason.\n"
      "Leak tests of both are compared by name: a new leak, or more growth beyond the intervals, "
      "is worse.\n"
      "Exit codes: 0 nothing is slower or leaks more, 1 something is or does, 2 cannot tell, 3 "
      "could not compare.");
  return [options] { return run_compare(*options); };
}

}  // namespace alertsage::reports

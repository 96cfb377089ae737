#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/publish.hpp"
#include "reports/cli/commands.hpp"
#include "reports/cli/outputs.hpp"
#include "reports/render/html.hpp"
#include "reports/render/junit.hpp"
#include "reports/render/markdown.hpp"
#include "reports/render/terminal.hpp"
#include "reports/results/reader.hpp"

namespace alertsage::reports {
namespace {

struct Options {
  std::vector<std::filesystem::path> files;
  std::string model;
  std::string html;
  std::string markdown;
  std::string junit;
  std::string table;
};

// Each output has a place of its own, and none is that of what is read.
void check_outputs(const Options& options) {
  const std::array outputs = {options.html, options.markdown, options.junit, options.table};
  refuse_one_output_twice(outputs);
  refuse_outputs_that_are_read(outputs, options.files);
}

// A table in a file is plain and 80 columns wide, so that it does not depend on who made it.
TerminalStyle style_for(const std::string& destination) {
  TerminalStyle style;
  if (destination != kStdout) return style;
  if (const std::size_t columns = stdout_columns()) style.width = columns;
  style.colour = stdout_takes_colour();
  return style;
}

// What a crashed instrument left behind is shown, and is no whole report.
ExitCode verdict_on(const Document& document) {
  ExitCode verdict = ExitCode::good;
  for (const Note& note : document.notes) {
    if (note.kind != NoteKind::truncated || !note.subject.empty()) continue;
    warn(kProgram, fmt::format("{}: {}", printable(note.source, 200), note.reason));
    verdict = ExitCode::undecided;
  }
  return verdict;
}

ExitCode run_render(const Options& options) {
  check_outputs(options);
  const Document document = read_documents(options.files);
  const Report report = make_report(document, options.model);
  const bool no_output = options.html.empty() && options.markdown.empty() &&
                         options.junit.empty() && options.table.empty();
  const std::string table = no_output ? std::string(kStdout) : options.table;
  if (!options.html.empty()) write_output(options.html, report_html(report));
  if (!options.markdown.empty()) write_output(options.markdown, report_markdown(report));
  if (!options.junit.empty()) write_output(options.junit, leak_junit(document));
  if (!table.empty()) write_output(table, report_text(report, style_for(table)));
  return verdict_on(document);
}

}  // namespace

Run add_render(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  command.add_option("FILE", options->files, "result documents, shown as one")->required();
  command.add_option("--model", options->model, "show this model alone (and the size sweep)");
  command.add_option("--html", options->html, "write one self-contained HTML file with charts")
      ->type_name("FILE");
  command.add_option("--markdown", options->markdown, "write Markdown, for summaries of CI runs")
      ->type_name("FILE");
  command.add_option("--junit", options->junit, "write the leak tests as JUnit XML, for CI")
      ->type_name("FILE");
  command
      .add_option("-o,--output-file", options->table,
                  "write the terminal table; it goes to standard output where no output is named")
      ->type_name("FILE");
  command.footer(
      "An output may be - for standard output. Charts are drawn by gnuplot.\n"
      "Result documents are ours, Google Benchmark's, and those of hyperfine --export-json.\n"
      "Exit codes: 0 good, 2 a document is truncated, 3 could not.");
  return [options] { return run_render(*options); };
}

}  // namespace alertsage::reports

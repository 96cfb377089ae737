#include "reports/compare/nothing_in_common.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "core/base/printable.hpp"
#include "reports/results/vocabulary.hpp"

namespace alertsage::reports {
namespace {

constexpr std::size_t kMostNames = 3;
constexpr std::size_t kLongestName = 80;

std::string file_of(const Document& document) {
  return document.sources.empty() ? std::string() : document.sources.front();
}

// The control is no row.
std::vector<std::string> names_of(const Document& document) {
  std::vector<std::string> names;
  for (const Series& series : document.series) {
    if (series.name != kControlRow) names.push_back(series.name);
  }
  return names;
}

// "a, b, c and 2 more"
std::string some_of(std::vector<std::string> names) {
  for (std::string& name : names) name = printable(name, kLongestName);
  return brief_list(names, kMostNames);
}

bool holds_commands(const std::vector<std::string>& names) {
  return std::all_of(names.begin(), names.end(), [](const std::string& name) {
    return name.starts_with(fmt::format("{}/", process_row::kWhat));
  });
}

const Note* find_note(const Document& document, std::initializer_list<NoteKind> kinds) {
  const auto found =
      std::find_if(document.notes.begin(), document.notes.end(), [&](const Note& note) {
        return std::find(kinds.begin(), kinds.end(), note.kind) != kinds.end();
      });
  return found == document.notes.end() ? nullptr : &*found;
}

// REQUIRES: no row of the document has a sample.
Error without_rows(const Document& document) {
  using enum NoteKind;
  std::string file = file_of(document);
  std::string cause;
  if (const Note* cut = find_note(document, {truncated})) {
    file = cut->source;
    cause = "ends before the end of its first row: measure it again";
  } else if (find_note(document, {aggregate}) != nullptr) {
    cause = "has aggregates alone: measure it without --benchmark_report_aggregates_only";
  } else if (const Note* lost = find_note(document, {failed, skipped, dropped, unusable})) {
    cause = fmt::format("has no row with a sample: measure it again when {} runs ({})",
                        lost->subject.empty() ? "its benchmark" : printable(lost->subject, 80),
                        printable(words_of(*lost)));
  } else if (!document.leaks.empty()) {
    cause = "has leak tests alone, and none of the other document: compare it with one that has";
  } else {
    cause =
        "has no rows: measure it with a --benchmark_filter that matches, and without "
        "--benchmark_list_tests";
  }
  return {ErrorKind::mismatch, cause, {.file = file}};
}

}  // namespace

Error nothing_in_common(const Document& base, const Document& contender,
                        const std::string& filter) {
  const std::vector<std::string> here = names_of(base);
  const std::vector<std::string> there = names_of(contender);
  if (here.empty()) return without_rows(base);
  if (there.empty()) return without_rows(contender);
  const bool have_rows_in_common =
      std::any_of(here.begin(), here.end(),
                  [&](const std::string& name) { return find_series(contender, name) != nullptr; });
  if (!filter.empty() && have_rows_in_common) {
    return {ErrorKind::mismatch,
            "no row that --filter lets through is in both documents",
            {.piece = filter}};
  }
  const std::string other = printable(file_of(contender), 200);
  if (holds_commands(here) != holds_commands(there)) {
    const bool commands_here = holds_commands(here);
    return {ErrorKind::mismatch,
            fmt::format("has times of {}, {} those of {}: compare two documents of one kind",
                        commands_here ? "whole commands" : "benchmarks in a program", other,
                        commands_here ? "benchmarks in a program" : "whole commands"),
            {.file = file_of(base)}};
  }
  return {ErrorKind::mismatch,
          fmt::format("no row of it is in {}, which has {} and not {}: compare documents of the "
                      "same rows, which are told by their names",
                      other, some_of(there), some_of(here)),
          {.file = file_of(base)}};
}

}  // namespace alertsage::reports

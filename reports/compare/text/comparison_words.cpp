#include "reports/compare/text/comparison_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "core/base/error.hpp"
#include "reports/compare/text/row_words.hpp"
#include "reports/results/quantity.hpp"

namespace alertsage::reports {
namespace {

constexpr std::size_t kLongestName = 200;

std::string unmeasured_line(std::string_view side, const Note& note) {
  return fmt::format("{} {}: {} ({}{}{})", side, name_of(note.kind),
                     note.subject.empty() ? "the document" : printable(note.subject, kLongestName),
                     note.extent, note.extent.empty() ? "" : ": ", printable(note.reason));
}

std::string_view if_ignored(const Comparison& comparison, const std::string& row) {
  return comparison.ignores(row) ? ", which the policy ignores" : "";
}

void add_doubts(const Comparison& comparison, std::vector<std::string>& lines) {
  for (const Unfairness& found : comparison.unfairness) {
    if (found.doubt == Doubt::missing) continue;  // these are listed below the figures
    for (const std::string& detail : found.details) {
      lines.push_back(
          fmt::format("{}{}: {}", found.accepted ? "accepted, " : "", found.words, detail));
    }
  }
}

bool is_a_doubt(const ContextDifference& difference, const Comparison& comparison) {
  return std::any_of(
      comparison.unfairness.begin(), comparison.unfairness.end(), [&](const Unfairness& found) {
        return std::any_of(found.details.begin(), found.details.end(),
                           [&](const std::string& detail) {
                             return detail.starts_with(printable(difference.key) + " is ");
                           });
      });
}

std::string of_intervals(const Comparison& comparison, std::string_view what) {
  return fmt::format(
      "Decided by {} and their intervals, which all hold at once with {:.5g} % confidence ({:.5g} "
      "% each).",
      what, (1 - comparison.alpha) * 100, comparison.confidence * 100);
}

std::string of_statistics(const Comparison& comparison) {
  switch (comparison.design) {
    case Design::paired_blocks:
      return fmt::format(
          "Decided by a sign test on the ratios of pairs, confirmed by a second batch; chance of "
          "any "
          "false alarm at most {:.5g} %.",
          comparison.alpha * 100);
    case Design::paired_files:
      return of_intervals(comparison, "medians of the ratios of pairs of files");
    case Design::unpaired:
      break;
  }
  return of_intervals(comparison, "ratios of medians");
}

std::string control_line(const ControlComparison& control) {
  std::string text = fmt::format("control: a fixed piece of work took {} beside NEW",
                                 change_text(control.sides->estimate));
  if (control.drift) text += fmt::format(", and {} over the run", change_text(*control.drift));
  return text;
}

}  // namespace

std::string_view words_of(NotComparable reason) noexcept {
  switch (reason) {
    case NotComparable::absent_in_base:
      return "BASE does not have it";
    case NotComparable::absent_in_new:
      return "NEW does not have it";
    case NotComparable::at_floor:
      return "it is that of the launcher on both sides";
    case NotComparable::ignored:
      break;
  }
  return "the policy ignores it";
}

std::string_view verdict_word(ExitCode verdict) noexcept {
  if (verdict == ExitCode::verdict_bad) return "worse";
  return verdict == ExitCode::undecided ? "cannot tell" : "not worse";
}

bool speaks_of_rows(const Comparison& comparison) {
  return !comparison.rows.empty() || comparison.verdict_of_rows() != ExitCode::good;
}

std::vector<std::string> warnings(const Comparison& comparison) {
  std::vector<std::string> lines;
  if (comparison.same_program) {
    lines.push_back(fmt::format(
        "{}: the same file, libraries and arguments; what it opens by itself may still differ",
        kSameProgram));
  }
  add_doubts(comparison, lines);
  for (const ContextDifference& difference : comparison.environment) {
    if (is_a_doubt(difference, comparison)) continue;
    lines.push_back(fmt::format("not the same environment: {} is '{}' in BASE, '{}' in NEW",
                                printable(difference.key), printable(difference.first),
                                printable(difference.second)));
  }
  lines.insert(lines.end(), comparison.cautions.begin(), comparison.cautions.end());
  const auto add = [&](std::string_view side, const std::vector<Note>& notes) {
    for (const Note& note : notes) {
      lines.push_back(
          fmt::format("{}{}", unmeasured_line(side, note), if_ignored(comparison, note.subject)));
    }
  };
  add("NEW", comparison.unmeasured_in_new);
  add("BASE", comparison.unmeasured_in_base);
  return lines;
}

std::vector<std::string> left_out_lines(const Comparison& comparison) {
  std::vector<std::string> lines;
  const auto add = [&](std::string_view side, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
      lines.push_back(fmt::format("only in {}: {}{}", side, printable(name, kLongestName),
                                  if_ignored(comparison, name)));
    }
  };
  add("BASE", comparison.only_in_base);
  add("NEW", comparison.only_in_new);
  for (const Note& note : comparison.skipped_in_both) {
    lines.push_back(fmt::format("skipped in both: {} ({})", printable(note.subject, kLongestName),
                                printable(note.reason)));
  }
  for (const NotCompared& row : comparison.not_compared) {
    lines.push_back(fmt::format("not compared: {} of {}: {}", printable(row.metric),
                                printable(row.name, kLongestName), words_of(row.reason)));
  }
  return lines;
}

std::string decided_by(const Comparison& comparison) {
  if (!is_judged(comparison)) return "No row is judged; the figures are shown all the same.";
  const auto exact = std::count_if(comparison.rows.begin(), comparison.rows.end(),
                                   [](const RowComparison& row) { return row.exact; });
  if (exact == std::ssize(comparison.rows)) {
    return "Decided by the numbers as they are.";
  }
  return of_statistics(comparison);
}

std::vector<std::string> legend(const Comparison& comparison) {
  std::vector<std::string> lines;
  const auto add_if_any = [&](auto&& applies, std::string_view line) {
    if (std::any_of(comparison.rows.begin(), comparison.rows.end(), applies)) {
      lines.emplace_back(line);
    }
  };
  add_if_any([](const RowComparison& row) { return row.pairs > 0 && !row.exact; },
             "base, new: medians of all samples; the change is the median over the pairs that "
             "decided, and may go the other way");
  if (comparison.design == Design::paired_blocks) {
    add_if_any([](const RowComparison& row) { return row.ratio && row.ratio->interval; },
               "interval: of that median; each holds with 95 %");
  }
  add_if_any([](const RowComparison& row) { return row.exact; },
             "exact: all samples of a side are equal and compared as numbers");
  add_if_any([](const RowComparison& row) { return row.smallest_visible.has_value(); },
             "visible from: the smallest change for the worse that samples like these would show");
  add_if_any(
      [](const RowComparison& row) {
        return row.plus_one && row.ratio && row.ratio->estimate != 1;
      },
      "(n+1): some values are 0, and are compared as those plus 1");
  if (comparison.control && comparison.control->sides) {
    lines.push_back(control_line(*comparison.control));
  }
  return lines;
}

}  // namespace alertsage::reports

// A comparison to be read: on a terminal, in a pull request, by a program.
#pragma once

#include <cstddef>
#include <string>

#include "reports/compare/comparison.hpp"

namespace alertsage::reports {

// A headline that states the verdict, then warnings, tables, what worsened first, and what is in
// one document only. All rows of the first metric are printed, of others those that changed, and a
// line says how many did not; with `all` all rows of all.
// `colour`: verdicts in ANSI colours. Names are printed with control characters escaped. `width`:
// columns of the terminal, in which names of rows are shortened to fit; 0: as wide as it takes.
std::string comparison_table(const Comparison& comparison, bool colour, bool all = false,
                             std::size_t width = 0);

// The same in GitHub-flavoured Markdown, with unchanged rows folded. Short enough for a comment on
// a pull request: it says what was left out.
std::string comparison_markdown(const Comparison& comparison, bool all = false);

// One JSON object: `verdict` ("slower", "not slower", "cannot tell"), `exit_code`, the options, all
// figures unrounded, times in nanoseconds (docs/results-format.md).
std::string comparison_json(const Comparison& comparison);

}  // namespace alertsage::reports

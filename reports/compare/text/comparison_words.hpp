// What every report of a comparison says, whatever its format: the headline, what to know before
// the figures, and the figures as text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "reports/compare/comparison.hpp"

namespace alertsage::reports {

// Of a document of leak tests alone there is nothing to say of rows, unless some are missing.
bool speaks_of_rows(const Comparison& comparison);

// The verdict on the rows, in a line: "slower: 1 of 3 rows by +5.0 % or more".
std::string headline(const Comparison& comparison);

// How a line about a run of one program against itself begins.
inline constexpr std::string_view kSameProgram = "A/A: the same program on both sides";

// "the run of pairs was interrupted". REQUIRES: it was broken off.
std::string broken_off_words(const Comparison& comparison);

// What a reader has to know before the figures, a line each.
std::vector<std::string> warnings(const Comparison& comparison);

// What was not compared, a line each: rows of one document alone, or without a metric.
std::vector<std::string> left_out_lines(const Comparison& comparison);

std::string_view words_of(NotComparable reason) noexcept;  // "the policy ignores it"

// How the rows were decided, and how sure that is: one sentence. REQUIRES: there are rows.
std::string decided_by(const Comparison& comparison);

// What the columns mean, a line each: only of those that need it here.
std::vector<std::string> legend(const Comparison& comparison);

// Of all rows: "worse", "not worse" or "cannot tell".
std::string_view verdict_word(ExitCode verdict) noexcept;

}  // namespace alertsage::reports

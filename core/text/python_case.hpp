// What Python 3.11's `re` takes for equal under (?i): simple lower case, and the few lower-case
// letters that share an upper case ('s' and U+017F). PCRE2 has other pairs, so classes are expanded
// here and PCRE2 never ignores case. The rules: CPython's Lib/re/_compiler.py, _optimize_charset.
#pragma once

#include <span>
#include <vector>

namespace alertsage::python_case {

struct CodePointRange {
  char32_t first;
  char32_t last;  // inclusive
};

// Sorted by `first`, disjoint.
using CodePoints = std::vector<CodePointRange>;

// `ranges` in order, those that touch made one.
CodePoints normalised(std::vector<CodePointRange> ranges);

// What is not in `set`, up to U+10FFFF. REQUIRES: `set` is normalised.
CodePoints complement(const CodePoints& set);

// The characters that `[ranges]` matches under (?i), or under (?ai) where `ascii`.
// The first call takes about a millisecond, to gather Unicode's cased letters. Thread-safe.
CodePoints ignoring_case(std::span<const CodePointRange> ranges, bool ascii);

// Whether Python's answer for this character, as one of a class, depends on where it stands: a
// capital letter beyond U+FFFF equals its small one by itself, but not in a class.
bool is_capital_beyond_bmp(char32_t code_point) noexcept;

}  // namespace alertsage::python_case

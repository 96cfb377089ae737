// Python's syntax of regular expressions in PCRE2's:
// https://docs.python.org/3.11/library/re.html#regular-expression-syntax and pcre2pattern(3).
#pragma once

#include <string>
#include <string_view>

namespace alertsage::python_regex {

struct Translation {
  std::string pattern;     // for PCRE2_UTF | PCRE2_DOTALL | PCRE2_ALT_CIRCUMFLEX, and LF as newline
  bool ascii = false;      // (?a): without PCRE2_UCP
  bool has_group = false;  // one that captures
  bool has_parentheses = false;  // a group or an assertion of any kind
};

// Throws Error where `pattern` is no regular expression (format), or is one that Python has and we
// do not (unsupported); what PCRE2 itself refuses is not found here. O(pattern.size()), but for
// classes that ignore case.
Translation translate(std::string_view pattern);

}  // namespace alertsage::python_regex

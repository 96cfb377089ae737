// A command line as one text, in the words that a shell would make of it, without running one.
#pragma once

#include <string>
#include <vector>

namespace alertsage::coldstart {

// Quotes, backslashes, ~, $NAME, patterns and blanks mean what they mean to a POSIX shell
// (wordexp(3)). Throws Error (usage), saying why, for what needs a shell: a command substitution,
// |, &, ;, <, >, parentheses and braces that are not quoted; for a variable that is not set, a
// quote that is not closed, and no word at all.
std::vector<std::string> shell_words(const std::string& text);

}  // namespace alertsage::coldstart

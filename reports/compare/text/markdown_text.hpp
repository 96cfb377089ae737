// Texts from outside (names of models and rows, what a machine says of itself) made harmless in one
// line or table cell of GitHub-flavoured Markdown: they are shown as they are, and neither markup
// nor a mention of a person or an issue.
#pragma once

#include <string>
#include <string_view>

namespace alertsage::reports {

// What is not printable UTF-8 becomes visible as \xNN.
std::string markdown_escaped(std::string_view text);

// The same for what is printable already.
std::string markdown_of_printable(std::string_view text);

}  // namespace alertsage::reports

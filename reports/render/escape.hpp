// Texts from outside (names of models and rows, what a machine says of itself) made harmless in
// HTML; reports/compare/text/markdown_text.hpp does so for Markdown. What is not printable UTF-8
// becomes visible as \xNN.
#pragma once

#include <string>
#include <string_view>

namespace alertsage::reports {

// For HTML text and double-quoted attributes.
std::string html_escaped(std::string_view text);

// The same for what is printable already, on one line or several.
std::string html_entities(std::string_view text);

// RFC 4648, with padding.
std::string base64(std::string_view bytes);

}  // namespace alertsage::reports

// Texts from outside (names of models and rows, what a machine says of itself) made harmless in
// each format. All make what is not printable UTF-8 visible as \xNN.
#pragma once

#include <string>
#include <string_view>

namespace alertsage::reports {

// For HTML text and double-quoted attributes.
std::string html_escaped(std::string_view text);

// The same for what is printable already, on one line or several.
std::string html_entities(std::string_view text);

// For one line or table cell of GitHub-flavoured Markdown.
std::string markdown_escaped(std::string_view text);

// RFC 4648, with padding.
std::string base64(std::string_view bytes);

}  // namespace alertsage::reports

// AlertSage's cleaning: equal, text for text, to its chain of Python 3.11 regular expressions on
// str, but done in one forward pass. The chain, after str.lower():
//
//   \bgoogle\s+drive\b               " googledrive "
//   \bgdrive\b                       " googledrive "
//   \bbox\.com\b                     " box "
//   \bdropbox\b                      " dropbox "
//   http\S+|www\.\S+                 " url "
//   \b\d{1,3}(?:\.\d{1,3}){3}\b      " ipaddr "
//   [a-z]:\\[^\s]+                   " filepath "
//   /[^\s]+                          " filepath "
//   [a-z0-9+/=]{20,}                 " encoded "
//   [^a-z0-9 ]                       " "
//   \b\d+\b                          " "
//   \s+                              " ", then strip
//
// scripts/check-text compares both on as many texts as one likes.
#pragma once

#include <string>
#include <string_view>

namespace alertsage {

// `out` becomes the cleaned text: words of [a-z0-9], not all digits, one space between them.
// `text` is UTF-8; bytes that are not count as U+FFFD (core/text/unicode.hpp). `scratch` is room to
// work in. Neither may hold `text`. O(text) whatever the text; allocates nothing once `out` and
// `scratch` have grown, to at most 3 * text.size() + 2 and text.size() bytes.
void clean_alertsage(std::string_view text, std::string& out, std::string& scratch);

}  // namespace alertsage

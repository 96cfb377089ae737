// Accents off, as scikit-learn's strip_accents_ascii and strip_accents_unicode do it
// (sklearn.feature_extraction.text): decompose by Unicode's compatibility mappings (NFKD, of
// Unicode 14.0.0 as in Python 3.11), then drop what is not ASCII, or what is a combining character.
//
// Both work one character at a time: NFKD also reorders, but only combining characters, and those
// are dropped.
#pragma once

#include <string>
#include <string_view>

namespace alertsage {

// `out` becomes `text` without accents. `text` is UTF-8 (core/text/unicode.hpp) and does not lie in
// `out`, which is valid UTF-8 afterwards. Text that is ASCII stays what it is. O(text); `out` is at
// most 11 times as long (U+FDFA is 18 characters); allocates nothing once it has grown.
void strip_accents_ascii(std::string_view text, std::string& out);
void strip_accents_unicode(std::string_view text, std::string& out);

}  // namespace alertsage

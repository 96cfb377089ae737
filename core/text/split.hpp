// The ways to split a prepared text, behind core/text/pipeline.hpp's split_tokens, which chooses:
// words are found in tokens.cpp, characters in characters.cpp. Each appends to a scratch whose
// tokens, bounds and word ends are empty, and takes a byte that is no UTF-8 for U+FFFD.
#pragma once

#include <string_view>

#include "core/text/pipeline.hpp"

namespace alertsage {

// Appends to `scratch` a token, unless it is a stop word.
inline void add_token(std::string_view token, const TermTable& stop_words, TextScratch& scratch) {
  if (stop_words.find(token)) return;
  if (!scratch.bounds.empty()) scratch.tokens += ' ';  // the token before may be empty
  const auto begin = static_cast<std::uint32_t>(scratch.tokens.size());
  scratch.tokens += token;
  scratch.bounds.push_back({begin, static_cast<std::uint32_t>(scratch.tokens.size())});
}

// By one of the patterns that we know. REQUIRES: pattern.kind() is not other.
void split_words(const TokenPattern& pattern, const TermTable& stop_words, std::string_view text,
                 TextScratch& scratch);

// Into characters, two or more of white space in a row being one space; and into those of words,
// each between two spaces, whose ends `scratch.word_ends` tells.
void split_characters(std::string_view text, TextScratch& scratch);
void split_characters_of_words(std::string_view text, TextScratch& scratch);

}  // namespace alertsage

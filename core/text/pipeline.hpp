// From a text to its terms, as scikit-learn's word analyzer does it
// (https://scikit-learn.org/1.2/modules/feature_extraction.html): clean, lower-case, split into
// tokens, drop stop words, join n-grams with one space. Settings are data: they are read from a
// model's metadata.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/text/term_table.hpp"

namespace alertsage {

enum class Cleaning { none, alertsage };

// Python regular expressions on Unicode text, by name.
enum class TokenPattern {
  word,          // (?u)\b\w\w+\b, scikit-learn's default
  ascii_letter,  // (?u)\b[a-z][a-z0-9]+\b, AlertSage's
};

// The longest n-gram, in tokens, that a model may ask for. Nobody's does; but a text of n tokens
// has about n terms of each length, so without a bound a file of a few bytes decides how long
// predict takes.
inline constexpr std::uint32_t kMaxNgram = 64;

struct TextPipeline {
  Cleaning cleaning = Cleaning::none;
  bool lowercase = true;
  TokenPattern token_pattern = TokenPattern::word;
  std::uint32_t ngram_min = 1;  // in tokens, 1 to ngram_max
  std::uint32_t ngram_max = 1;  // to kMaxNgram; each step more makes about as many terms again

  bool operator==(const TextPipeline&) const = default;
};

// The names in files and on command lines: "none", "alertsage"; the patterns as Python writes them.
std::string_view name_of(Cleaning cleaning) noexcept;
std::string_view name_of(TokenPattern pattern) noexcept;
// Throw Error (unsupported) that lists what there is.
Cleaning cleaning_named(std::string_view name);
TokenPattern token_pattern_named(std::string_view pattern);

// Throws Error (`kind`: who asks knows whose fault it is) where the n-grams are out of range.
void check_ngrams(const TextPipeline& pipeline, ErrorKind kind);

struct TokenBounds {
  std::uint32_t begin;  // byte offsets into TextScratch::tokens
  std::uint32_t end;
};

// The caller's, so that splitting allocates nothing once these have grown to the longest text.
struct TextScratch {
  std::string cleaned;              // after Cleaning
  std::string lowered;              // after lower-casing
  std::string tokens;               // tokens that are no stop words, one space between them
  std::vector<TokenBounds> bounds;  // of each token in `tokens`
};

// Fills `scratch.tokens` and `scratch.bounds`. `text` is UTF-8; a byte that is not counts as
// U+FFFD, which is neither a word character nor white space. O(text). Texts of 2^32 bytes and more:
// Error (unsupported).
void split_tokens(const TextPipeline& pipeline, const TermTable& stop_words, std::string_view text,
                  TextScratch& scratch);

// Calls `visit(std::string_view term)` for every n-gram of the tokens, with repetition. Because
// stop words are gone and tokens stand one space apart, an n-gram is a slice of `scratch.tokens`:
// nothing is copied.
template <typename Visit>
void for_each_term(const TextPipeline& pipeline, const TextScratch& scratch, Visit&& visit) {
  const std::size_t count = scratch.bounds.size();
  const std::string_view tokens = scratch.tokens;
  for (std::size_t length = pipeline.ngram_min; length <= pipeline.ngram_max && length <= count;
       ++length) {
    for (std::size_t first = 0; first + length <= count; ++first) {
      const std::uint32_t begin = scratch.bounds[first].begin;
      visit(tokens.substr(begin, scratch.bounds[first + length - 1].end - begin));
    }
  }
}

}  // namespace alertsage

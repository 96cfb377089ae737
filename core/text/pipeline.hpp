// From a text to its terms, as scikit-learn's analyzers do it
// (https://scikit-learn.org/1.2/modules/feature_extraction.html): clean, lower-case, strip accents,
// split into tokens or characters, drop stop words, join n-grams. Settings are data: they are read
// from a model's metadata.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/error.hpp"
#include "core/text/term_table.hpp"
#include "core/text/token_pattern.hpp"

namespace alertsage {

enum class Cleaning { none, alertsage };

// What n-grams are made of (scikit-learn's names in parentheses).
enum class Analyzer {
  word,          // tokens, one space between those of an n-gram ("word")
  character,     // characters; white space in a row counts as one space ("char")
  character_wb,  // characters within one word and a space on each side of it ("char_wb")
};

// On Unicode's compatibility decomposition (NFKD).
enum class StripAccents {
  none,
  ascii,    // all but ASCII is dropped
  unicode,  // combining characters are dropped
};

// The longest n-gram, in tokens or characters, that a model may ask for. Nobody's does; but a text
// of n tokens has about n terms of each length, so without a bound a file of a few bytes decides
// how long predict takes.
inline constexpr std::uint32_t kMaxNgram = 64;

// The steps in their order. A pipeline that check_ngrams takes is valid.
struct TextPipeline {
  Cleaning cleaning = Cleaning::none;  // AlertSage's leaves nothing to lower-case or to strip
  bool lowercase = true;
  StripAccents strip_accents = StripAccents::none;
  Analyzer analyzer = Analyzer::word;
  TokenPattern token_pattern = {};  // of Analyzer::word, as are stop words
  std::uint32_t ngram_min = 1;      // in tokens or characters, 1 to ngram_max
  std::uint32_t ngram_max = 1;      // to kMaxNgram; each step more makes about as many terms again

  bool operator==(const TextPipeline&) const = default;
};

// The names in files and on command lines: "none", "alertsage"; "word", "char", "char_wb"; "none",
// "ascii", "unicode".
std::string_view name_of(Cleaning cleaning) noexcept;
std::string_view name_of(Analyzer analyzer) noexcept;
std::string_view name_of(StripAccents strip_accents) noexcept;
// Throw Error (unsupported) that lists what there is.
Cleaning cleaning_named(std::string_view name);
Analyzer analyzer_named(std::string_view name);
StripAccents strip_accents_named(std::string_view name);

// Throws Error (`kind`: who asks knows whose fault it is) where the n-grams are out of range.
void check_ngrams(const TextPipeline& pipeline, ErrorKind kind);

struct TokenBounds {
  std::uint32_t begin;  // byte offsets into TextScratch::tokens
  std::uint32_t end;
};

// The caller's, so that splitting allocates nothing once these have grown to the longest text. What
// it held before does not matter, nor for which pipeline.
struct TextScratch {
  std::string cleaned;              // after Cleaning
  std::string lowered;              // after lower-casing, or made valid UTF-8 for want of it
  std::string stripped;             // after StripAccents
  std::string tokens;               // tokens that are no stop words, one space between them; or the
                                    // characters
  std::vector<TokenBounds> bounds;  // of each token or character in `tokens`
  std::vector<std::uint32_t> word_ends;  // character_wb: index in `bounds` after each word's last
  PythonRegex::Scratch regex;
};

// Fills `scratch.tokens`, `scratch.bounds` and `scratch.word_ends`. `text` does not lie in
// `scratch`. It is UTF-8; a byte that is not counts as U+FFFD, which is neither a word character
// nor white space. O(text), but with a token pattern of one's own what that costs. Thread-safe,
// with a scratch for each thread. Throws Error (unsupported) for a text of 2^31 bytes or more,
// before or after it is prepared, and for one in which a pattern backtracks beyond bounds.
void split_tokens(const TextPipeline& pipeline, const TermTable& stop_words, std::string_view text,
                  TextScratch& scratch);

// The n-grams of one length among the tokens or characters from `first` to before `last`.
template <typename Visit>
void for_each_ngram(const TextScratch& scratch, std::size_t first, std::size_t last,
                    std::size_t length, Visit& visit) {
  const std::string_view tokens = scratch.tokens;
  for (std::size_t at = first; at + length <= last; ++at) {
    const std::uint32_t begin = scratch.bounds[at].begin;
    visit(tokens.substr(begin, scratch.bounds[at + length - 1].end - begin));
  }
}

// Those within each word. A word that is shorter than n-grams are to be is one itself, once.
template <typename Visit>
void for_each_ngram_of_words(const TextPipeline& pipeline, const TextScratch& scratch,
                             Visit& visit) {
  std::size_t first = 0;
  for (const std::size_t last : scratch.word_ends) {
    std::size_t length = pipeline.ngram_min;
    for (; length <= pipeline.ngram_max && length < last - first; ++length) {
      for_each_ngram(scratch, first, last, length, visit);
    }
    if (length <= pipeline.ngram_max) for_each_ngram(scratch, first, last, last - first, visit);
    first = last;
  }
}

// Calls `visit(std::string_view term)` for every n-gram, with repetition, the shorter ones first
// (in each word). An n-gram is a slice of `scratch.tokens`, because its tokens stand there one
// space apart: nothing is copied. REQUIRES: `pipeline` is valid, and split_tokens has filled
// `scratch` for it.
template <typename Visit>
void for_each_term(const TextPipeline& pipeline, const TextScratch& scratch, Visit&& visit) {
  if (pipeline.analyzer == Analyzer::character_wb) {
    for_each_ngram_of_words(pipeline, scratch, visit);
    return;
  }
  const std::size_t count = scratch.bounds.size();
  for (std::size_t length = pipeline.ngram_min; length <= pipeline.ngram_max && length <= count;
       ++length) {
    for_each_ngram(scratch, 0, count, length, visit);
  }
}

}  // namespace alertsage

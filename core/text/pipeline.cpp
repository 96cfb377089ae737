#include "core/text/pipeline.hpp"

#include <fmt/format.h>

#include <limits>

#include "core/base/names.hpp"
#include "core/text/accents.hpp"
#include "core/text/cleaning.hpp"
#include "core/text/split.hpp"
#include "core/text/unicode.hpp"

namespace alertsage {
namespace {

constexpr NameTable<Cleaning, 2> kCleanings{
    {{{Cleaning::none, "none"}, {Cleaning::alertsage, "alertsage"}}}};
constexpr NameTable<Analyzer, 3> kAnalyzers{{{{Analyzer::word, "word"},
                                              {Analyzer::character, "char"},
                                              {Analyzer::character_wb, "char_wb"}}}};
constexpr NameTable<StripAccents, 3> kStripAccents{{{{StripAccents::none, "none"},
                                                     {StripAccents::ascii, "ascii"},
                                                     {StripAccents::unicode, "unicode"}}}};

// Offsets into a text's tokens are of 32 bits. Characters of words have two spaces more a word than
// the text, which is one and a half times the room at most.
void check_size(std::string_view text, std::size_t before = 0) {
  if (text.size() + before > std::numeric_limits<std::uint32_t>::max() / 2) {
    throw Error(ErrorKind::unsupported, "a text of 2 GiB or more");
  }
}

// Whether tokens are found by tokens.cpp's scan, which takes any bytes and copies them as they are.
bool scans_words(const TextPipeline& pipeline) {
  return pipeline.analyzer == Analyzer::word &&
         pipeline.token_pattern.kind() != TokenPattern::Kind::other;
}

// The text that is split: a view of `text` or of what has become of it in `scratch`. Only a scan
// for words may get it as it was given. Regular expressions take UTF-8 alone, and characters out of
// damaged bytes would take three times the room that check_size has seen.
std::string_view prepare(const TextPipeline& pipeline, std::string_view text,
                         TextScratch& scratch) {
  if (pipeline.cleaning == Cleaning::alertsage) {  // which leaves nothing to lower or to strip
    clean_alertsage(text, scratch.cleaned, scratch.lowered);
    return scratch.cleaned;
  }
  if (pipeline.lowercase) {
    lower(text, scratch.lowered);
    text = scratch.lowered;
  }
  switch (pipeline.strip_accents) {
    case StripAccents::ascii:
      strip_accents_ascii(text, scratch.stripped);
      return scratch.stripped;
    case StripAccents::unicode:
      strip_accents_unicode(text, scratch.stripped);
      return scratch.stripped;
    case StripAccents::none:
      break;
  }
  if (pipeline.lowercase || scans_words(pipeline)) return text;
  make_valid_utf8(text, scratch.lowered);
  return scratch.lowered;
}

void split_by_regex(const PythonRegex& regex, const TermTable& stop_words, std::string_view text,
                    TextScratch& scratch) {
  regex.for_each_match(text, scratch.regex, [&](std::string_view token) {
    check_size(token, scratch.tokens.size());  // a group in a look-ahead takes a text many times
    add_token(token, stop_words, scratch);
  });
}

}  // namespace

std::string_view name_of(Cleaning cleaning) noexcept {
  return kCleanings.name(cleaning);
}
std::string_view name_of(Analyzer analyzer) noexcept {
  return kAnalyzers.name(analyzer);
}
std::string_view name_of(StripAccents strip_accents) noexcept {
  return kStripAccents.name(strip_accents);
}

Cleaning cleaning_named(std::string_view name) {
  return kCleanings.value("cleaning", name);
}
Analyzer analyzer_named(std::string_view name) {
  return kAnalyzers.value("analyzer", name);
}
StripAccents strip_accents_named(std::string_view name) {
  return kStripAccents.value("way to strip accents", name);
}

void check_ngrams(const TextPipeline& pipeline, ErrorKind kind) {
  const std::uint32_t min = pipeline.ngram_min;
  const std::uint32_t max = pipeline.ngram_max;
  if (min >= 1 && min <= max && max <= kMaxNgram) return;
  throw Error(kind,
              fmt::format("n-grams go from 1 token or character to at least as many, {} at most",
                          kMaxNgram),
              {.piece = fmt::format("{} to {}", min, max)});
}

void split_tokens(const TextPipeline& pipeline, const TermTable& stop_words, std::string_view text,
                  TextScratch& scratch) {
  check_size(text);
  const std::string_view prepared = prepare(pipeline, text, scratch);
  check_size(prepared);
  scratch.tokens.clear();
  scratch.bounds.clear();
  scratch.word_ends.clear();
  switch (pipeline.analyzer) {
    case Analyzer::word:
      if (scans_words(pipeline)) {
        split_words(pipeline.token_pattern, stop_words, prepared, scratch);
      } else {
        split_by_regex(pipeline.token_pattern.regex(), stop_words, prepared, scratch);
      }
      break;
    case Analyzer::character:
      split_characters(prepared, scratch);
      break;
    case Analyzer::character_wb:
      split_characters_of_words(prepared, scratch);
      break;
  }
}

}  // namespace alertsage

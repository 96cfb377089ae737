// A filter that answers, for each text on stdin, what core/text makes of it; scripts/check-text
// compares the answers with Python's. A text or a field of an answer is a 32-bit little-endian
// length and as many bytes. The fields: cleaned text; lower-cased text; for each token pattern the
// tokens, one a line, then those of the lower-cased text; the text without accents in ASCII, then
// the lower-cased text, and both so in Unicode; n-grams of characters, and of those of words, with
// a line end between them.
#include <bit>
#include <cstdint>
#include <iostream>
#include <string>

#include "core/text/accents.hpp"
#include "core/text/cleaning.hpp"
#include "core/text/pipeline.hpp"
#include "core/text/unicode.hpp"

namespace alertsage {
namespace {

static_assert(std::endian::native == std::endian::little);

bool read_text(std::string& text) {
  std::uint32_t size = 0;
  if (!std::cin.read(reinterpret_cast<char*>(&size), sizeof size)) return false;
  text.resize(size);
  return static_cast<bool>(std::cin.read(text.data(), size));
}

void write_field(std::string_view field) {
  const auto size = static_cast<std::uint32_t>(field.size());
  std::cout.write(reinterpret_cast<const char*>(&size), sizeof size);
  std::cout.write(field.data(), size);
}

void write_terms(const TextPipeline& pipeline, std::string_view text, TextScratch& scratch) {
  split_tokens(pipeline, TermTable{}, text, scratch);
  std::string lines;
  bool first = true;
  for_each_term(pipeline, scratch, [&](std::string_view term) {
    if (!first) lines += '\n';
    first = false;
    lines += term;
  });
  write_field(lines);
}

void answer(std::string_view text, TextScratch& scratch) {
  clean_alertsage(text, scratch.cleaned, scratch.lowered);
  write_field(scratch.cleaned);
  lower(text, scratch.lowered);
  const std::string lowered = scratch.lowered;
  write_field(lowered);
  for (const TokenPattern& pattern : {TokenPattern::kWord, TokenPattern::kAsciiLetter}) {
    for (const bool lowercase : {false, true}) {
      write_terms({.lowercase = lowercase, .token_pattern = pattern}, text, scratch);
    }
  }
  for (const auto strip : {strip_accents_ascii, strip_accents_unicode}) {
    for (const std::string_view given : {text, std::string_view(lowered)}) {
      strip(given, scratch.stripped);
      write_field(scratch.stripped);
    }
  }
  for (const Analyzer analyzer : {Analyzer::character, Analyzer::character_wb}) {
    write_terms({.lowercase = false, .analyzer = analyzer, .ngram_min = 2, .ngram_max = 3}, text,
                scratch);
  }
}

}  // namespace
}  // namespace alertsage

int main() {
  std::ios::sync_with_stdio(false);
  alertsage::TextScratch scratch;
  for (std::string text; alertsage::read_text(text);) alertsage::answer(text, scratch);
  return std::cout.flush() ? 0 : 3;
}

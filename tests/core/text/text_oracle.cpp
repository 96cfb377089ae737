// A filter that answers, for each text on stdin, what core/text makes of it; scripts/check-text
// compares the answers with Python's. A text or a field of an answer is a 32-bit little-endian
// length and as many bytes. The fields: cleaned text; lower-cased text; then for each token pattern
// the tokens, one a line, first of the text as it is, then of the lower-cased text.
#include <bit>
#include <cstdint>
#include <iostream>
#include <string>

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

void write_tokens(const TokenPattern& pattern, bool lowercase, std::string_view text,
                  TextScratch& scratch) {
  const TextPipeline pipeline{.lowercase = lowercase, .token_pattern = pattern};
  split_tokens(pipeline, TermTable{}, text, scratch);
  std::string lines;
  for_each_term(pipeline, scratch, [&](std::string_view term) {
    if (!lines.empty()) lines += '\n';
    lines += term;
  });
  write_field(lines);
}

void answer(std::string_view text, TextScratch& scratch) {
  clean_alertsage(text, scratch.cleaned, scratch.lowered);
  write_field(scratch.cleaned);
  lower(text, scratch.lowered);
  write_field(scratch.lowered);
  for (const TokenPattern& pattern : {TokenPattern::word, TokenPattern::ascii_letter}) {
    for (const bool lowercase : {false, true}) write_tokens(pattern, lowercase, text, scratch);
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

#include "core/text/pipeline.hpp"

#include <fmt/format.h>

#include "core/base/names.hpp"

namespace alertsage {
namespace {

constexpr NameTable<Cleaning, 2> kCleanings{
    {{{Cleaning::none, "none"}, {Cleaning::alertsage, "alertsage"}}}};
constexpr NameTable<TokenPattern, 2> kTokenPatterns{
    {{{TokenPattern::word, R"((?u)\b\w\w+\b)"},
      {TokenPattern::ascii_letter, R"((?u)\b[a-z][a-z0-9]+\b)"}}}};

}  // namespace

std::string_view name_of(Cleaning cleaning) noexcept {
  return kCleanings.name(cleaning);
}
std::string_view name_of(TokenPattern pattern) noexcept {
  return kTokenPatterns.name(pattern);
}

Cleaning cleaning_named(std::string_view name) {
  return kCleanings.value("cleaning", name);
}
TokenPattern token_pattern_named(std::string_view pattern) {
  return kTokenPatterns.value("token pattern", pattern);
}

void check_ngrams(const TextPipeline& pipeline, ErrorKind kind) {
  const std::uint32_t min = pipeline.ngram_min;
  const std::uint32_t max = pipeline.ngram_max;
  if (min >= 1 && min <= max && max <= kMaxNgram) return;
  throw Error(
      kind,
      fmt::format("n-grams go from 1 token or more to at least as many, {} at most", kMaxNgram),
      {.piece = fmt::format("{} to {}", min, max)});
}

}  // namespace alertsage

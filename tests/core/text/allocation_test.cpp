// A text is cleaned and split without an allocation once the scratch has grown. Counted by
// replacing operator new, which is why this test is a program of its own and does not run under
// sanitizers.
#define BOOST_TEST_MODULE text_allocation
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <new>

#include "core/text/accents.hpp"
#include "core/text/cleaning.hpp"
#include "core/text/pipeline.hpp"
#include "core/text/stop_words.hpp"
#include "core/text/unicode.hpp"

namespace {
std::size_t allocations = 0;
}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
// Inlined, it would make g++ 12 warn that what new returned is freed.
[[gnu::noinline]] void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  operator delete(memory);
}

namespace alertsage {
namespace {

constexpr std::string_view kTexts[] = {
    "",
    "Usual incident text, with 3 numbers: 10.0.0.1 and 50GB, on Google Drive.",
    "Größe der Datei C:\\Users\\x, \xE2\x82 und ΟΔΟΣ http://x.y/z \u0130 \uFDFA",
};

// Allocations of a second round over all texts, after a first one has grown what there is to grow.
template <typename Work>
std::size_t allocations_when_grown(Work&& work) {
  std::size_t before = 0;
  for (int round = 0; round < 2; ++round) {
    before = allocations;
    for (const std::string_view text : kTexts) work(text);
  }
  return allocations - before;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(allocation)

BOOST_AUTO_TEST_CASE(the_counter_counts) {
  const std::size_t before = allocations;
  const std::string text(1000, 'x');
  BOOST_TEST(allocations - before == 1U);
  BOOST_TEST(text.size() == 1000U);
}

BOOST_AUTO_TEST_CASE(cleaning_allocates_nothing_when_grown) {
  std::string out;
  std::string scratch;
  BOOST_TEST(allocations_when_grown([&](auto text) { clean_alertsage(text, out, scratch); }) == 0U);
}

BOOST_AUTO_TEST_CASE(lower_casing_allocates_nothing_when_grown) {
  std::string out;
  BOOST_TEST(allocations_when_grown([&](auto text) { lower(text, out); }) == 0U);
}

BOOST_AUTO_TEST_CASE(stripping_accents_allocates_nothing_when_grown) {
  for (const auto strip : {strip_accents_ascii, strip_accents_unicode}) {
    std::string out;
    BOOST_TEST(allocations_when_grown([&](auto text) { strip(text, out); }) == 0U);
  }
}

BOOST_AUTO_TEST_CASE(splitting_allocates_nothing_when_grown) {
  const TermTableBuilder stop_words(english_stop_words());
  const TextPipeline pipelines[] = {
      TextPipeline{},
      TextPipeline{.lowercase = false, .token_pattern = TokenPattern::kAsciiLetter},
      TextPipeline{.cleaning = Cleaning::alertsage,
                   .token_pattern = TokenPattern::kAsciiLetter,
                   .ngram_max = 2},
      TextPipeline{.analyzer = Analyzer::character, .ngram_min = 2, .ngram_max = 5},
      TextPipeline{.strip_accents = StripAccents::unicode,
                   .analyzer = Analyzer::character_wb,
                   .ngram_max = 5},
      TextPipeline{.lowercase = false, .token_pattern = TokenPattern(R"((\w)[\w.-]*)")},
      TextPipeline{.strip_accents = StripAccents::ascii, .token_pattern = TokenPattern(R"(\w*)")},
  };
  for (const TextPipeline& pipeline : pipelines) {
    TextScratch scratch;
    BOOST_TEST(allocations_when_grown([&](auto text) {
                 split_tokens(pipeline, stop_words.table(), text, scratch);
                 for_each_term(pipeline, scratch, [](std::string_view) {});
               }) == 0U);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace alertsage

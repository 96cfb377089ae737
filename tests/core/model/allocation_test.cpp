// predict allocates nothing once its scratch has grown. Counted by replacing operator new, which is
// why this test is a program of its own and does not run under sanitizers.
#define BOOST_TEST_MODULE allocation
#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <new>

#include "core/format/model_file.hpp"
#include "core/load/bundle.hpp"
#include "core/load/model_cache.hpp"
#include "core/model/classifier.hpp"
#include "tests/support/small_model.hpp"
#include "tests/support/temporary_directory.hpp"

namespace {
std::atomic<std::size_t> allocations{0};
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

using namespace alertsage;

namespace {

// After a first text, which is the longest.
std::size_t allocations_of_predict(const ModelData& model) {
  const PageBuffer file = pack_model(model);
  const Classifier classifier(view_model(file.bytes()));
  const std::string longest =
      "Malware! encrypt the malware at http://10.0.0.1/x and C:\\temp; phishing mail, usual "
      "backup \xc3\xa9 \xe2\x80\xa6 \xff";
  Scratch scratch;
  classifier.predict(longest, scratch);
  const std::size_t before = allocations;
  for (int i = 0; i < 100; ++i) {
    classifier.predict(longest, scratch);
    classifier.predict("usual backup", scratch);
    classifier.predict("", scratch);
  }
  return allocations - before;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(allocation)

BOOST_AUTO_TEST_CASE(the_counter_counts) {
  const std::size_t before = allocations;
  delete new int(1);
  BOOST_TEST(allocations - before == 1u);
}

BOOST_AUTO_TEST_CASE(predict_with_grown_scratch_allocates_nothing) {
  for (const Link link : {Link::sigmoid_ovr, Link::softmax, Link::modified_huber, Link::decision}) {
    BOOST_TEST(allocations_of_predict(testing::small_model(link)) == 0u);
  }
}

BOOST_AUTO_TEST_CASE(predict_allocates_nothing_however_texts_are_split) {
  const TextPipeline pipelines[] = {
      {.analyzer = Analyzer::character, .ngram_max = 5},
      {.lowercase = false, .analyzer = Analyzer::character_wb, .ngram_min = 3, .ngram_max = 5},
      {.strip_accents = StripAccents::ascii, .ngram_max = 2},
      {.strip_accents = StripAccents::unicode, .token_pattern = TokenPattern(R"((\w)\w*)")},
      {.lowercase = false, .token_pattern = TokenPattern(R"(\S*)"), .ngram_max = 2},
  };
  for (const TextPipeline& pipeline : pipelines) {
    ModelData model = testing::small_model();
    model.settings.text = pipeline;
    model.settings.binarize = 0.125;
    model.terms = {" mal", "mal", "m", "mail", "phishing mail", "", "usual"};
    BOOST_TEST(allocations_of_predict(model) == 0u);
  }
}

BOOST_AUTO_TEST_CASE(a_cached_get_allocates_nothing) {
  const testing::TemporaryDirectory directory;
  write_bundle(testing::small_model(), directory / "m", std::array{Form::safetensors});
  const std::string path = directory / "m";
  ModelCache cache;
  { const ModelHandle first = cache.get(path); }
  const std::size_t before = allocations;
  for (int i = 0; i < 1000; ++i) {
    const ModelHandle model = cache.get(path);
    const ModelHandle again = cache.get(path);
  }
  BOOST_TEST(allocations - before == 0u);
}

BOOST_AUTO_TEST_SUITE_END()

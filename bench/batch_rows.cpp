// batch/…/N: N incidents answered in one process. Uncached looks the model up and loads it for
// each, as AlertSage did before its cache, and drops it before the next; cached loads it at the
// first and gets it from a fresh ModelCache for the others. Answers are kept while the clock runs
// and checked when it has stopped.
#include <fmt/format.h>

#include "bench/measure.hpp"
#include "bench/rows.hpp"
#include "core/base/error.hpp"
#include "core/load/model_cache.hpp"

namespace alertsage::bench {
namespace {

constexpr std::size_t kBatchSizes[] = {5, 100};

// What a batch leaves behind: the model, or the cache that has it, outlives the clock.
struct Batch {
  std::vector<Answer> answers;
  std::shared_ptr<const Model> model;
  std::unique_ptr<ModelCache> cache;
  Scratch scratch;

  explicit Batch(std::size_t count) { answers.reserve(count); }

  void answer(const Classifier& classifier, const std::string& text) {
    answers.push_back(answer_of(classifier.predict(text, scratch)));
  }
};

void check(const BenchModel& model, const Classifier& classifier, const Batch& batch) {
  for (std::size_t i = 0; i < batch.answers.size(); ++i) {
    model.check_answer(classifier, batch.answers[i], i);
  }
}

Sample take_uncached(const BenchModel& model, const Strategy& strategy,
                     const probe::PageState& pages, std::size_t count) {
  Batch batch(count);
  pages.prepare();
  const auto answer_all = [&] {
    for (std::size_t i = 0; i < count; ++i) {
      batch.model = nullptr;
      batch.model = strategy.open(locate_model(model.files().name));
      batch.answer(batch.model->classifier(), model.text(i));
    }
    return count;
  };
  const Measured measured = measure(answer_all).second;
  pages.prove(measured.used);
  check(model, batch.model->classifier(), batch);
  return measured.sample;
}

Sample take_cached(const BenchModel& model, const Strategy& strategy, const probe::PageState& pages,
                   std::size_t count) {
  Batch batch(count);
  const std::string path = model.files().name;
  pages.prepare();
  const auto answer_all = [&] {
    batch.cache = std::make_unique<ModelCache>(strategy.name);
    for (std::size_t i = 0; i < count; ++i) {
      batch.answer(*batch.cache->get(path), model.text(i));
    }
    return count;
  };
  const Measured measured = measure(answer_all).second;
  pages.prove(measured.used);
  check(model, *batch.cache->get(path), batch);
  if (batch.cache->statistics().loads != 1) {
    throw Error(ErrorKind::mismatch,
                fmt::format("the cache loaded {} times", batch.cache->statistics().loads));
  }
  return measured.sample;
}

void add_rows(Suite& suite, const BenchModel& model, PageStates& pages, const Strategy& strategy,
              std::size_t count) {
  const std::string load = fmt::format("load/{}/{}/warm", strategy.name, model.name());
  const std::string prefix = fmt::format("batch/{}/{}/", strategy.name, model.name());
  const std::string uncached = fmt::format("{}uncached/{}", prefix, count);
  const std::string cached = fmt::format("{}cached/{}", prefix, count);
  try {
    const auto page_state = pages.of(strategy.form, probe::Pages::warm);
    suite.samples.push_back(
        {.name = uncached,
         .take = [=, &model,
                  &strategy] { return take_uncached(model, strategy, *page_state, count); },
         .part = load,
         .times = count});
    suite.samples.push_back(
        {.name = cached,
         .take = [=, &model,
                  &strategy] { return take_cached(model, strategy, *page_state, count); },
         .part = load,
         .times = 1});
  } catch (const Error& error) {
    suite.leave_out(uncached, error.what());
    suite.leave_out(cached, error.what());
  }
}

}  // namespace

void add_batch_rows(Suite& suite, const Subject& subject, PageStates& pages) {
  for (const Strategy* strategy : subject.strategies) {
    for (const std::size_t count : kBatchSizes) {
      add_rows(suite, subject.model, pages, *strategy, count);
    }
  }
}

}  // namespace alertsage::bench

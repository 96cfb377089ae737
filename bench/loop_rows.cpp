// What is too short to time alone: a cached get, one prediction.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <mutex>

#include "bench/rows.hpp"
#include "core/load/model_cache.hpp"

namespace alertsage::bench {
namespace {

constexpr int kThreadCounts[] = {1, 2};

// A cache that lives for one repetition: set up by the first thread that needs it, dropped when the
// last is done. Each thread that is done invalidates it, which makes it forget the model, so that
// no mapping outlives its row.
class SharedCache {
 public:
  std::shared_ptr<ModelCache> get() {
    const std::lock_guard lock(mutex_);
    std::shared_ptr<ModelCache> cache = cache_.lock();
    if (cache == nullptr) cache_ = cache = std::make_shared<ModelCache>();
    return cache;
  }

 private:
  std::mutex mutex_;
  std::weak_ptr<ModelCache> cache_;
};

void run_cached_get(benchmark::State& state, const Subject& subject, SharedCache& shared) {
  const std::shared_ptr<ModelCache> cache = shared.get();
  const std::string path = subject.model.files().name;
  Scratch scratch;
  {
    const ModelHandle model = cache->get(path);
    subject.model.check_answer(*model, model->predict(subject.model.text(0), scratch), 0);
  }
  for (auto _ : state) {
    const ModelHandle model = cache->get(path);
    benchmark::DoNotOptimize(model.operator->());
  }
  cache->invalidate_all();
}

void predict_in_a_loop(benchmark::State& state, const Subject& subject,
                       const Classifier& classifier) {
  Scratch scratch;
  for (std::size_t i = 0; i < subject.model.texts().size(); ++i) {
    subject.model.check_answer(classifier, classifier.predict(subject.model.text(i), scratch), i);
  }
  std::size_t i = 0;
  for (auto _ : state) {
    Prediction prediction = classifier.predict(subject.model.text(i++), scratch);
    benchmark::DoNotOptimize(prediction);
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}

void run_predict(benchmark::State& state, const Subject& subject, SharedCache& shared) {
  const std::shared_ptr<ModelCache> cache = shared.get();
  predict_in_a_loop(state, subject, *cache->get(subject.model.files().name.native()));
  cache->invalidate_all();
}

}  // namespace

void add_loop_rows(Suite& suite, const Subject& subject) {
  if (!subject.model.files().safetensors) return;
  for (const int threads : kThreadCounts) {
    const auto shared = std::make_shared<SharedCache>();
    suite.loops.push_back(
        {fmt::format("cached_get/mmap/{}", subject.model.name()), threads,
         [=, &subject](benchmark::State& state) { run_cached_get(state, subject, *shared); }});
    suite.loops.push_back(
        {fmt::format("predict/mmap/{}", subject.model.name()), threads,
         [=, &subject](benchmark::State& state) { run_predict(state, subject, *shared); }});
  }
}

}  // namespace alertsage::bench

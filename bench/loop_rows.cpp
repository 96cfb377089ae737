// What is too short to time alone: a cached get, one prediction.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <mutex>

#include "bench/measure.hpp"
#include "bench/rows.hpp"
#include "core/load/model_cache.hpp"

namespace alertsage::bench {
namespace {

constexpr int kThreadCounts[] = {1, 2};
constexpr std::uint64_t kMany = 64;  // operations, of which allocations are counted

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

// What is done with an operation: under the library's clock, or many times as a sample.
auto repeat_in(benchmark::State& state) {
  return [&state](const auto& operation) {
    for (auto _ : state) operation();
    return Sample{};
  };
}

Sample take_many_of(const std::function<void()>& operation) {
  Sample sample = measure([&] {
                    for (std::uint64_t i = 0; i < kMany; ++i) operation();
                    return kMany;
                  }).second.sample;
  sample.operations = kMany;
  return sample;
}

template <typename Repeat>
Sample cached_get(const Subject& subject, SharedCache& shared, const Repeat& repeat) {
  const std::shared_ptr<ModelCache> cache = shared.get();
  const std::string path = subject.model.files().name;
  Scratch scratch;
  {
    const ModelHandle model = cache->get(path);
    subject.model.check_answer(*model, model->predict(subject.model.text(0), scratch), 0);
  }
  Sample sample = repeat([&] {
    const ModelHandle model = cache->get(path);
    benchmark::DoNotOptimize(model.operator->());
  });
  cache->invalidate_all();
  return sample;
}

template <typename Repeat>
Sample predict_with(const Subject& subject, const Classifier& classifier, const Repeat& repeat) {
  Scratch scratch;
  for (std::size_t i = 0; i < subject.model.texts().size(); ++i) {
    subject.model.check_answer(classifier, classifier.predict(subject.model.text(i), scratch), i);
  }
  std::size_t i = 0;
  return repeat([&] {
    Prediction prediction = classifier.predict(subject.model.text(i++), scratch);
    benchmark::DoNotOptimize(prediction);
  });
}

template <typename Repeat>
Sample predict(const Subject& subject, SharedCache& shared, const Repeat& repeat) {
  const std::shared_ptr<ModelCache> cache = shared.get();
  Sample sample = predict_with(subject, *cache->get(subject.model.files().name.native()), repeat);
  cache->invalidate_all();
  return sample;
}

}  // namespace

void add_loop_rows(Suite& suite, const Subject& subject) {
  if (!subject.model.files().safetensors) return;
  for (const int threads : kThreadCounts) {
    const auto shared = std::make_shared<SharedCache>();
    suite.loops.push_back(
        {.name = fmt::format("cached_get/mmap/{}", subject.model.name()),
         .threads = threads,
         .run = [=, &subject](
                    benchmark::State& state) { cached_get(subject, *shared, repeat_in(state)); },
         .take_many = [=, &subject] { return cached_get(subject, *shared, take_many_of); }});
    suite.loops.push_back(
        {.name = fmt::format("predict/mmap/{}", subject.model.name()),
         .threads = threads,
         .run =
             [=, &subject](benchmark::State& state) {
               predict(subject, *shared, repeat_in(state));
               const auto predictions = state.iterations();
               state.SetItemsProcessed(static_cast<std::int64_t>(predictions));
             },
         .take_many = [=, &subject] { return predict(subject, *shared, take_many_of); }});
  }
}

}  // namespace alertsage::bench

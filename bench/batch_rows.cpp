// batch/…/N: N incidents answered in one process. Uncached loads the model for each, as AlertSage
// did before its cache; cached loads it at the first and gets it from a fresh ModelCache for the
// others.
#include <fmt/format.h>

#include "bench/measure.hpp"
#include "bench/rows.hpp"
#include "core/base/error.hpp"
#include "core/load/model_cache.hpp"

namespace alertsage::bench {
namespace {

constexpr std::size_t kBatchSizes[] = {5, 100};

Sample take_uncached(const Subject& subject, const Strategy& strategy, const PageState& pages,
                     std::size_t count) {
  pages.prepare();
  auto [answered, measured] = measure([&] {
    Scratch scratch;
    for (std::size_t i = 0; i < count; ++i) {
      const auto model = strategy.open(subject.model.files());
      subject.model.check_answer(model->classifier(),
                                 model->classifier().predict(subject.model.text(i), scratch), i);
    }
    return count;
  });
  pages.prove(measured.used);
  return measured.sample;
}

Sample take_cached(const Subject& subject, const Strategy& strategy, const PageState& pages,
                   std::size_t count) {
  pages.prepare();
  const std::string path = subject.model.files().name;
  auto [cache, measured] = measure([&] {
    auto fresh = std::make_unique<ModelCache>(strategy.name);
    Scratch scratch;
    for (std::size_t i = 0; i < count; ++i) {
      const ModelHandle model = fresh->get(path);
      subject.model.check_answer(*model, model->predict(subject.model.text(i), scratch), i);
    }
    return fresh;
  });
  pages.prove(measured.used);
  if (cache->statistics().loads != 1) {
    throw Error(ErrorKind::mismatch,
                fmt::format("the cache loaded {} times", cache->statistics().loads));
  }
  return measured.sample;
}

}  // namespace

void add_batch_rows(Suite& suite, const Subject& subject, PageStates& pages) {
  for (const Strategy* strategy : subject.strategies) {
    for (const std::size_t count : kBatchSizes) {
      const std::string prefix = fmt::format("batch/{}/{}/", strategy->name, subject.model.name());
      const std::string uncached = fmt::format("{}uncached/{}", prefix, count);
      const std::string cached = fmt::format("{}cached/{}", prefix, count);
      try {
        const auto page_state = pages.of(strategy->form, Pages::warm);
        suite.samples.push_back({uncached, [=, &subject] {
                                   return take_uncached(subject, *strategy, *page_state, count);
                                 }});
        suite.samples.push_back({cached, [=, &subject] {
                                   return take_cached(subject, *strategy, *page_state, count);
                                 }});
      } catch (const Error& error) {
        suite.leave_out(uncached, error.what());
        suite.leave_out(cached, error.what());
      }
    }
  }
}

}  // namespace alertsage::bench

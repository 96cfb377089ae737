// load: from before `open` until a usable model is returned. first_prediction: from before `open`
// to the first answer, with fresh scratch. Dropping the model is outside of both.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <benchmark/benchmark.h>

#include "bench/measure.hpp"
#include "bench/rows.hpp"
#include "core/base/error.hpp"

namespace alertsage::bench {
namespace {

Sample take_load(const Subject& subject, const Strategy& strategy, const ModelFiles& files,
                 const probe::PageState& pages) {
  pages.prepare();
  auto [model, measured] = measure([&] { return strategy.open(files); });
  pages.prove(measured.used);
  Scratch scratch;
  subject.model.check_answer(model->classifier(),
                             model->classifier().predict(subject.model.text(0), scratch), 0);
  return measured.sample;
}

Sample take_first_prediction(const Subject& subject, const Strategy& strategy,
                             const ModelFiles& files, const probe::PageState& pages) {
  struct Answered {
    std::shared_ptr<const Model> model;
    Scratch scratch;
    Prediction prediction;
  };
  pages.prepare();
  auto [answered, measured] = measure([&] {
    auto result = std::make_unique<Answered>();
    result->model = strategy.open(files);
    result->prediction =
        result->model->classifier().predict(subject.model.text(0), result->scratch);
    return result;
  });
  pages.prove(measured.used);
  subject.model.check_answer(answered->model->classifier(), answered->prediction, 0);
  return measured.sample;
}

// The least that opening a mapped file costs: open + fstat + mmap + first page + munmap + close.
Sample take_floor(const std::filesystem::path& path, const probe::PageState& pages) {
  pages.prepare();
  auto [byte, measured] = measure([&] {
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    struct stat status {};
    if (file < 0 || ::fstat(file, &status) != 0) throw system_error("open", path.native(), errno);
    const auto size = static_cast<std::size_t>(status.st_size);
    void* address = ::mmap(nullptr, size, PROT_READ, MAP_SHARED, file, 0);
    if (address == MAP_FAILED) throw system_error("map", path.native(), errno);
    const char first = *static_cast<const volatile char*>(address);
    ::munmap(address, size);
    ::close(file);
    return first;
  });
  benchmark::DoNotOptimize(byte);
  pages.prove(measured.used);
  return measured.sample;
}

void add_strategy_rows(Suite& suite, const Subject& subject, PageStates& pages,
                       const Strategy& strategy, probe::Pages state) {
  const std::string tail =
      fmt::format("{}/{}/{}", strategy.name, subject.model.name(), name_of(state));
  try {
    const auto page_state = pages.of(strategy.form, state);
    const ModelFiles& files = pages.files(state);
    suite.samples.push_back({"load/" + tail, [=, &subject, &strategy, &files] {
                               return take_load(subject, strategy, files, *page_state);
                             }});
    suite.samples.push_back({"first_prediction/" + tail, [=, &subject, &strategy, &files] {
                               return take_first_prediction(subject, strategy, files, *page_state);
                             }});
  } catch (const Error& error) {
    suite.leave_out("load/" + tail, error.what());
    suite.leave_out("first_prediction/" + tail, error.what());
  }
}

void add_floor_row(Suite& suite, const Subject& subject, PageStates& pages, probe::Pages state) {
  if (!subject.model.files().safetensors) return;
  const std::string name = fmt::format("load/floor/{}/{}", subject.model.name(), name_of(state));
  try {
    const auto page_state = pages.of(Form::safetensors, state);
    const std::filesystem::path path = *pages.files(state).safetensors;
    suite.samples.push_back({name, [=] { return take_floor(path, *page_state); }});
  } catch (const Error& error) {
    suite.leave_out(name, error.what());
  }
}

}  // namespace

void add_load_rows(Suite& suite, const Subject& subject, PageStates& pages) {
  for (const probe::Pages state : {probe::Pages::warm, probe::Pages::cold}) {
    add_floor_row(suite, subject, pages, state);
    for (const Strategy* strategy : subject.strategies)
      add_strategy_rows(suite, subject, pages, *strategy, state);
  }
}

void add_size_rows(Suite& suite, const Subject& subject, PageStates& pages) {
  add_floor_row(suite, subject, pages, probe::Pages::warm);
  for (const Strategy* strategy : subject.strategies) {
    const std::string name = fmt::format("load/{}/{}/warm", strategy->name, subject.model.name());
    try {
      const auto page_state = pages.of(strategy->form, probe::Pages::warm);
      suite.samples.push_back({name, [=, &subject] {
                                 return take_load(subject, *strategy, subject.model.files(),
                                                  *page_state);
                               }});
    } catch (const Error& error) {
      suite.leave_out(name, error.what());
    }
  }
}

}  // namespace alertsage::bench

// load: from before `open` until a usable model is returned. first_prediction: from before `open`
// to the first answer, with fresh scratch. Dropping the model is outside of both.
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <benchmark/benchmark.h>

#include "bench/loader_rows.hpp"
#include "bench/measure.hpp"
#include "bench/process_sample.hpp"
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

struct Case {
  const Strategy& strategy;
  probe::Pages state;

  // Of the rows' names.
  std::string tail(const Subject& subject) const {
    return fmt::format("{}/{}/{}", strategy.name, subject.model.name(), name_of(state));
  }
};

std::vector<SampleRow> rows_in_this_process(const Subject& subject, PageStates& pages,
                                            const Case& of) {
  const auto page_state = pages.of(of.strategy.form, of.state);
  const ModelFiles& files = pages.files(of.state);
  const Strategy& strategy = of.strategy;
  return {{"load/" + of.tail(subject),
           [=, &subject, &strategy, &files] {
             return take_load(subject, strategy, files, *page_state);
           }},
          {"first_prediction/" + of.tail(subject), [=, &subject, &strategy, &files] {
             return take_first_prediction(subject, strategy, files, *page_state);
           }}};
}

// As plug-ins have theirs.
std::vector<SampleRow> rows_in_children(const Subject& subject, PageStates& pages, const Case& of) {
  return loader_rows(
      {.tail = of.tail(subject),
       .job = {.load = std::string(of.strategy.name),
               .cleaning = *subject.model.files().cleaning,
               .files = files_read(pages.files(of.state), of.strategy.form),
               .patience = kPatience},
       .input = subject.model.text(0),
       .expected = std::make_shared<std::optional<std::string>>(subject.model.expected(0).label),
       .pages = pages.of(of.strategy.form, of.state)});
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

void add_load_rows(Suite& suite, const Subject& subject, PageStates& pages, MeasuredIn process) {
  const auto rows_of = process == MeasuredIn::child ? rows_in_children : rows_in_this_process;
  for (const probe::Pages state : {probe::Pages::warm, probe::Pages::cold}) {
    add_floor_row(suite, subject, pages, state);
    for (const Strategy* strategy : subject.strategies) {
      const Case of{*strategy, state};
      try {
        for (SampleRow& row : rows_of(subject, pages, of)) suite.samples.push_back(std::move(row));
      } catch (const Error& error) {
        suite.leave_out("load/" + of.tail(subject), error.what());
        suite.leave_out("first_prediction/" + of.tail(subject), error.what());
      }
    }
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

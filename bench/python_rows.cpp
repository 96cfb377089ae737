#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "bench/measure.hpp"
#include "bench/process_sample.hpp"
#include "bench/python_peer.hpp"
#include "bench/rows.hpp"
#include "core/base/error.hpp"

namespace alertsage::bench {
namespace {

void check_label(const BenchModel& model, std::string_view label) {
  if (label != model.expected(0).label) {
    throw probe::DroppedSample(fmt::format("Python answers {}, expected {}", printable(label),
                                           printable(model.expected(0).label)));
  }
}

void add_load_row(Suite& suite, const Subject& subject, PageStates& pages,
                  const std::filesystem::path& python, PythonLoader loader) {
  const std::string name = fmt::format(
      "load/{}/{}/warm", loader == PythonLoader::joblib ? "python-joblib" : "python-pickle",
      subject.model.name());
  try {
    const auto page_state = pages.of(Form::joblib, probe::Pages::warm);
    const auto peer = std::make_shared<PythonPeer>(python, subject.model.files(), loader);
    suite.samples.push_back({name, dropping([=, &subject] {
                               page_state->prepare();
                               const PythonPeer::Answer answer = peer->load(subject.model.text(0));
                               page_state->prove({});  // what Python reads is not ours to count
                               check_label(subject.model, answer.label);
                               return Sample{.elapsed = answer.elapsed};
                             })});
  } catch (const Error& error) {
    suite.leave_out(name, error.what());
  }
}

std::string printed_label(const std::string& printed) {
  try {
    return nlohmann::json::parse(printed).value("base_label", "");
  } catch (const nlohmann::json::exception&) {
    throw Error(ErrorKind::format, "Python's answer is not what was asked for");
  }
}

struct Case {
  const std::filesystem::path& python;
  probe::Pages state;
};

probe::Command classify_command(const Subject& subject, const ModelFiles& files,
                                const std::filesystem::path& python) {
  probe::Command command{.arguments = {python.native(), python_script().native(), "classify"}};
  command.arguments.emplace_back(name_of(*subject.model.files().cleaning));
  command.arguments.push_back(subject.model.text(0));
  for (const auto& path : files_read(files, Form::joblib))
    command.arguments.push_back(path.native());
  return command;
}

void add_process_row(Suite& suite, const Subject& subject, PageStates& pages,
                     probe::Launcher& launcher, const Case& of) {
  const std::string name =
      fmt::format("process/python/{}/{}", subject.model.name(), name_of(of.state));
  try {
    const auto page_state = pages.of(Form::joblib, of.state);
    const probe::Command command = classify_command(subject, pages.files(of.state), of.python);
    suite.samples.push_back({name, dropping([=, &subject, &launcher] {
                               page_state->prepare();
                               const probe::ProcessSample run = run_checked(launcher, command);
                               page_state->prove(run.usage);
                               check_label(subject.model, printed_label(run.kept_stdout));
                               return to_first_output(run);
                             })});
  } catch (const Error& error) {
    suite.leave_out(name, error.what());
  }
}

}  // namespace

void add_python_rows(Suite& suite, const Subject& subject, PageStates& pages,
                     probe::Launcher& launcher, const std::filesystem::path& python) {
  if (!subject.model.files().has(Form::joblib)) return;
  add_load_row(suite, subject, pages, python, PythonLoader::joblib);
  add_load_row(suite, subject, pages, python, PythonLoader::pickle);
  for (const probe::Pages state : {probe::Pages::warm, probe::Pages::cold}) {
    add_process_row(suite, subject, pages, launcher, {python, state});
  }
}

}  // namespace alertsage::bench

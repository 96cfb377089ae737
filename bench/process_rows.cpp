// process/…: a fresh process for each sample, started by the launcher; timed from before the spawn
// to the first byte of its answer.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "bench/probe/launcher.hpp"
#include "bench/process_sample.hpp"
#include "bench/rows.hpp"
#include "core/base/error.hpp"
#include "core/model/label_names.hpp"

namespace alertsage::bench {
namespace {

using nlohmann::json;

// As models have it: integers and booleans as Python's str() writes them.
std::string label_of(const json& answer) {
  const auto label = answer.find("base_label");
  if (label == answer.end()) return "";
  if (label->is_boolean()) return std::string(boolean_label(label->get<bool>()));
  return label->is_string() ? label->get<std::string>() : label->dump();
}

void check_printed_answer(const BenchModel& model, const std::string& printed) {
  const json answer = json::parse(printed, nullptr, /*allow_exceptions=*/false);
  const ExpectedAnswer& expected = model.expected(0);
  if (!answer.is_object() || label_of(answer) != expected.label) {
    throw Error(
        ErrorKind::mismatch,
        fmt::format("model {}: a process answered otherwise than {}", model.name(), expected.label),
        {.piece = printed});
  }
}

void check_imported(const BenchModel& model, const std::filesystem::path& file) {
  const auto imported = strategy_named("mmap").open(locate_model(file));
  Scratch scratch;
  model.check_answer(imported->classifier(), imported->classifier().predict(model.text(0), scratch),
                     0);
}

std::vector<std::string> model_arguments(const ModelFiles& files, Form form) {
  std::vector<std::string> arguments;
  for (const auto& path : files_read(files, form)) arguments.push_back(path.native());
  return arguments;
}

// One file is enough for the strategy that reads it: a process should not pay for looking at the
// others.
std::vector<std::string> classify_command(const Subject& subject, const Strategy& strategy,
                                          const ModelFiles& files) {
  std::vector<std::string> command = {probe::sibling_program("alertsage").native(), "classify",
                                      "-j", "--load", std::string(strategy.name)};
  for (std::string& argument : model_arguments(files, strategy.form)) {
    command.emplace_back("-m");
    command.push_back(std::move(argument));
  }
  command.emplace_back("--clean");
  command.emplace_back(name_of(*files.cleaning));
  command.emplace_back("--");
  command.push_back(subject.model.text(0));
  return command;
}

struct Case {
  const Strategy& strategy;
  probe::Pages state;
};

void add_classify_row(Suite& suite, const Subject& subject, PageStates& pages,
                      probe::Launcher& launcher, const Case& of) {
  const std::string name =
      fmt::format("process/{}/{}/{}", of.strategy.name, subject.model.name(), name_of(of.state));
  try {
    const auto page_state = pages.of(of.strategy.form, of.state);
    const probe::Command command{.arguments =
                                     classify_command(subject, of.strategy, pages.files(of.state))};
    suite.samples.push_back({name, [=, &subject, &launcher] {
                               page_state->prepare();
                               const probe::ProcessSample run = run_checked(launcher, command);
                               page_state->prove(run.usage);
                               check_printed_answer(subject.model, run.kept_stdout);
                               return to_first_output(run);
                             }});
  } catch (const Error& error) {
    suite.leave_out(name, error.what());
  }
}

void add_import_row(Suite& suite, const Subject& subject, PageStates& pages,
                    probe::Launcher& launcher) {
  if (!subject.model.files().has(Form::joblib)) return;
  const std::string name = fmt::format("process/import/{}/warm", subject.model.name());
  try {
    const auto page_state = pages.of(Form::joblib, probe::Pages::warm);
    const std::filesystem::path output = subject.cold_files.name / "imported.safetensors";
    probe::Command command{.arguments = {probe::sibling_program("alertsage").native(), "import",
                                         "-o", output.native(), "--clean",
                                         std::string(name_of(*subject.model.files().cleaning))}};
    for (std::string& path : model_arguments(subject.model.files(), Form::joblib)) {
      command.arguments.push_back(std::move(path));
    }
    suite.samples.push_back({name, [=, &subject, &launcher] {
                               page_state->prepare();
                               const probe::ProcessSample run = run_checked(launcher, command);
                               page_state->prove(run.usage);
                               check_imported(subject.model, output);
                               return to_end(run);
                             }});
  } catch (const Error& error) {
    suite.leave_out(name, error.what());
  }
}

}  // namespace

void add_process_rows(Suite& suite, const Subject& subject, PageStates& pages,
                      probe::Launcher& launcher) {
  for (const probe::Pages state : {probe::Pages::warm, probe::Pages::cold}) {
    for (const Strategy* strategy : subject.strategies) {
      add_classify_row(suite, subject, pages, launcher, {*strategy, state});
    }
  }
  add_import_row(suite, subject, pages, launcher);
}

void add_do_nothing_row(Suite& suite, probe::Launcher& launcher) {
  const probe::Command command{
      .arguments = {probe::sibling_program("alertsage-do-nothing").native()}};
  suite.samples.push_back({"process/do-nothing/none/warm", [=, &launcher] {
                             return to_first_output(run_checked(launcher, command));
                           }});
}

}  // namespace alertsage::bench

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>
#include <vector>

#include "core/base/error.hpp"
#include "core/cli/commands.hpp"
#include "core/cli/model_option.hpp"
#include "core/cli/read_model.hpp"
#include "core/format/json_model.hpp"
#include "core/load/bundle.hpp"

namespace alertsage::cli {
namespace {

struct Options {
  ModelOption model;
  std::filesystem::path output;
  std::vector<std::string> formats;
  std::string dtype;
};

// A single file is meant by its ending; anything else is a bundle.
bool is_one_file(const Options& options, std::span<const Form> forms) {
  const std::string extension = options.output.extension();
  if (extension != ".safetensors" && extension != ".json") return false;
  const Form form = extension == ".json" ? Form::json : Form::safetensors;
  if (forms.size() != 1 || forms[0] != form) {
    throw Error(ErrorKind::usage,
                fmt::format("--format {} does not go into one {} file: name a directory",
                            fmt::join(options.formats, ","), extension));
  }
  return true;
}

void print_written(const std::filesystem::path& output, Form form, bool one_file) {
  const auto print = [](const std::filesystem::path& file) {
    fmt::print("wrote    {}: {} bytes\n", file.native(), std::filesystem::file_size(file));
  };
  if (one_file) {
    print(output);
  } else if (form == Form::joblib) {
    print(output / kVectorizerName);
    print(output / kClassifierName);
  } else {
    print(output / (form == Form::json ? kJsonName : kSafetensorsName));
  }
}

ExitCode export_model(const Options& options) {
  std::vector<Form> forms;
  for (const std::string& name : options.formats) forms.push_back(form_named(name));
  const bool one_file = is_one_file(options, forms);
  ModelData model = read_model(options.model.files());
  if (!options.dtype.empty()) model.settings.dtype = dtype_named(options.dtype);
  if (!one_file) {
    write_bundle(model, options.output, forms);
  } else if (forms[0] == Form::json) {
    write_json_model(model, options.output);
  } else {
    write_model_file(model, options.output);
  }
  for (const Form form : forms) print_written(options.output, form, one_file);
  return ExitCode::good;
}

}  // namespace

Run add_export(CLI::App& command) {
  const auto options = std::make_shared<Options>();
  options->model.add_to(command);
  command
      .add_option("--format", options->formats, "safetensors, json, joblib; several with commas")
      ->required()
      ->delimiter(',');
  command
      .add_option("-o,--output", options->output,
                  "a bundle directory (made where missing), or one .safetensors or .json file")
      ->required();
  command.add_option("--dtype", options->dtype, "f32 or f64 [as it is]");
  return [options] { return export_model(*options); };
}

}  // namespace alertsage::cli

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <filesystem>
#include <memory>
#include <vector>

#include "core/base/error.hpp"
#include "core/cli/commands.hpp"
#include "core/cli/model_option.hpp"
#include "core/cli/read_model.hpp"
#include "core/load/model_output.hpp"

namespace alertsage::cli {
namespace {

struct Options {
  ModelOption model;
  std::filesystem::path output;
  std::vector<std::string> formats;
  std::string dtype;
};

ModelOutput output_for(const Options& options, std::span<const Form> forms) {
  ModelOutput output = model_output(options.output);
  if (output.file_form && (forms.size() != 1 || forms[0] != output.file_form)) {
    throw Error(ErrorKind::usage,
                fmt::format("--format {} does not go into one {} file: name a directory",
                            fmt::join(options.formats, ","), options.output.extension().native()));
  }
  return output;
}

ExitCode export_model(const Options& options) {
  std::vector<Form> forms;
  for (const std::string& name : options.formats) forms.push_back(form_named(name));
  const ModelOutput output = output_for(options, forms);
  const ModelFiles files = options.model.files();
  check_overwrites_none_of(files_to_read(files), output.files(forms));
  ModelData model = read_model(files);
  if (!options.dtype.empty()) model.settings.dtype = dtype_named(options.dtype);
  write_model(model, output, forms);
  fmt::print("{}", written_lines(output, forms));
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
      ->required()
      ->type_name("PATH");
  command.add_option("--dtype", options->dtype, "f32 or f64 [as it is]");
  return [options] { return export_model(*options); };
}

}  // namespace alertsage::cli

#include "core/load/model_output.hpp"

#include <fmt/format.h>

#include "core/base/error.hpp"
#include "core/base/numbers.hpp"
#include "core/format/json_model.hpp"
#include "core/load/bundle.hpp"

namespace alertsage {
namespace {

namespace fs = std::filesystem;

std::vector<std::string_view> names_in_bundle(Form form) {
  switch (form) {
    case Form::safetensors:
      return {kSafetensorsName};
    case Form::json:
      return {kJsonName};
    case Form::joblib:
      return {kVectorizerName, kClassifierName};
  }
  return {};
}

[[noreturn]] void refuse(const fs::path& path, std::string_view cause) {
  throw Error(ErrorKind::usage, cause, {.file = path.native()});
}

}  // namespace

std::vector<fs::path> ModelOutput::files(std::span<const Form> forms) const {
  if (file_form) return {path};
  std::vector<fs::path> files;
  for (const Form form : forms) {
    for (const std::string_view name : names_in_bundle(form)) files.push_back(path / name);
  }
  return files;
}

ModelOutput model_output(const fs::path& path) {
  if (path.empty()) refuse(path, "-o is empty: name a file, or a directory for a bundle");
  if (path == "-") {
    refuse(path,
           "a model does not go to standard output: name a file, or a directory for a bundle");
  }
  std::error_code absent;
  if (fs::is_directory(path, absent)) return {path};
  const fs::path extension = path.extension();
  if (extension == ".safetensors") return {path, Form::safetensors};
  if (extension == ".json") return {path, Form::json};
  if (fs::exists(path, absent)) {
    refuse(path, "is a file, and no .safetensors or .json file: for a bundle name a directory");
  }
  if (!extension.empty()) {
    refuse(path,
           "ends neither in .safetensors nor in .json, and is no directory: for a bundle of that "
           "name end it in '/'");
  }
  return {path};
}

void check_overwrites_none_of(std::span<const fs::path> inputs, std::span<const fs::path> outputs) {
  for (const fs::path& output : outputs) {
    for (const fs::path& input : inputs) {
      std::error_code absent;
      if (fs::equivalent(input, output, absent)) {
        refuse(output, "would be overwritten, and is read: name another output");
      }
    }
  }
}

void write_model(const ModelData& model, const ModelOutput& output, std::span<const Form> forms) {
  if (!output.file_form) {
    write_bundle(model, output.path, forms);
  } else if (output.file_form == Form::json) {
    write_json_model(model, output.path);
  } else {
    write_model_file(model, output.path);
  }
}

std::string written_lines(const ModelOutput& output, std::span<const Form> forms) {
  std::string lines;
  for (const fs::path& file : output.files(forms)) {
    lines += fmt::format("wrote    {}: {} bytes\n", printable(file.native(), std::string::npos),
                         with_commas(fs::file_size(file)));
  }
  return lines;
}

}  // namespace alertsage

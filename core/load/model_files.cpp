#include "core/load/model_files.hpp"

#include <fmt/format.h>

#include <array>
#include <cerrno>

#include "core/base/error.hpp"
#include "core/base/names.hpp"

namespace alertsage {
namespace {

namespace fs = std::filesystem;

constexpr NameTable<Form, 3> kForms{
    {{{Form::safetensors, "safetensors"}, {Form::json, "json"}, {Form::joblib, "joblib"}}}};

std::optional<fs::path> if_exists(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored) ? std::optional(path) : std::nullopt;
}

ModelFiles locate_bundle(const fs::path& directory) {
  ModelFiles files{.name = directory,
                   .safetensors = if_exists(directory / kSafetensorsName),
                   .json = if_exists(directory / kJsonName),
                   .vectorizer = if_exists(directory / kVectorizerName),
                   .classifier = if_exists(directory / kClassifierName)};
  if (!files.has(Form::joblib)) files.vectorizer = files.classifier = std::nullopt;
  if (!files.safetensors && !files.json && !files.vectorizer) {
    throw Error(ErrorKind::not_found,
                fmt::format("the directory holds no model: looked for {}, {}, and {} with {}",
                            kSafetensorsName, kJsonName, kVectorizerName, kClassifierName),
                {.file = directory.native()});
  }
  return files;
}

[[noreturn]] void missing(const ModelFiles& files, Form form) {
  throw Error(
      ErrorKind::not_found,
      fmt::format(
          "has no {} form (make a bundle with it: alertsage export -m {} --format {} -o BUNDLE)",
          name_of(form), files.name.native(), name_of(form)),
      {.file = files.name.native()});
}

}  // namespace

std::string_view name_of(Form form) noexcept {
  return kForms.name(form);
}
Form form_named(std::string_view name) {
  return kForms.value("form", name);
}

bool ModelFiles::has(Form form) const noexcept {
  switch (form) {
    case Form::safetensors:
      return safetensors.has_value();
    case Form::json:
      return json.has_value();
    case Form::joblib:
      return vectorizer.has_value() && classifier.has_value();
  }
  return false;
}

fs::path ModelFiles::require_safetensors() const {
  if (!safetensors) missing(*this, Form::safetensors);
  return *safetensors;
}

fs::path ModelFiles::require_json() const {
  if (!json) missing(*this, Form::json);
  return *json;
}

std::pair<fs::path, fs::path> ModelFiles::require_joblib() const {
  if (!has(Form::joblib)) missing(*this, Form::joblib);
  return {*vectorizer, *classifier};
}

ModelFiles locate_model(std::span<const fs::path> paths) {
  if (paths.size() != 1 && paths.size() != 2) {
    throw Error(ErrorKind::usage, "a model is one bundle, one file or two .joblib files");
  }
  for (const fs::path& path : paths) {
    if (!if_exists(path)) throw system_error("open", path.native(), ENOENT);
  }
  const fs::path& first = paths[0];
  if (paths.size() == 2) {
    for (const fs::path& path : paths) {
      if (path.extension() != ".joblib") {
        throw Error(ErrorKind::usage, "a model of two files is two .joblib files",
                    {.file = path.native()});
      }
    }
    return {.name = first,
            .safetensors = {},
            .json = {},
            .vectorizer = paths[0],
            .classifier = paths[1]};
  }
  if (fs::is_directory(first)) return locate_bundle(first);
  ModelFiles files{
      .name = first, .safetensors = {}, .json = {}, .vectorizer = {}, .classifier = {}};
  if (first.extension() == ".safetensors") {
    files.safetensors = first;
  } else if (first.extension() == ".json") {
    files.json = first;
  } else if (first.extension() == ".joblib") {
    throw Error(ErrorKind::usage,
                "a joblib model is two files, vectorizer and classifier: name both (-m VEC -m CLF)",
                {.file = first.native()});
  } else {
    throw Error(ErrorKind::usage, "neither a bundle nor a .safetensors, .json or .joblib file",
                {.file = first.native()});
  }
  return files;
}

ModelFiles locate_model(const fs::path& path) {
  return locate_model(std::array{path});
}

}  // namespace alertsage

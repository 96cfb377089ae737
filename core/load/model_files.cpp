#include "core/load/model_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "core/base/error.hpp"
#include "core/base/names.hpp"
#include "core/format/joblib.hpp"

namespace alertsage {
namespace {

namespace fs = std::filesystem;

constexpr NameTable<Form, 3> kForms{
    {{{Form::safetensors, "safetensors"}, {Form::json, "json"}, {Form::joblib, "joblib"}}}};

// What joblib.dump and pickle.dump are told to write to, compressed or not.
constexpr std::string_view kJoblibExtensions[] = {".joblib", ".pkl", ".pickle", ".sav",  ".z",
                                                  ".gz",     ".bz2", ".xz",     ".lzma", ".lz4"};

bool is_joblib(const fs::path& path) {
  return std::ranges::find(kJoblibExtensions, path.extension().native()) !=
         std::ranges::end(kJoblibExtensions);
}

bool is_there(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(path, ignored);
}

std::optional<fs::path> if_exists(const fs::path& path) {
  return is_there(path) ? std::optional(path) : std::nullopt;
}

ModelFiles locate_bundle(const fs::path& directory) {
  ModelFiles files{.name = directory,
                   .safetensors = if_exists(directory / kSafetensorsName),
                   .json = if_exists(directory / kJsonName),
                   .joblib = {directory / kVectorizerName, directory / kClassifierName}};
  if (!std::ranges::all_of(files.joblib, is_there)) files.joblib = {directory / kPipelineName};
  if (!std::ranges::all_of(files.joblib, is_there)) files.joblib.clear();
  if (!files.safetensors && !files.json && files.joblib.empty()) {
    throw Error(
        ErrorKind::not_found,
        fmt::format("the directory holds no model: looked for {}, {}, {} with {}, and {}",
                    kSafetensorsName, kJsonName, kVectorizerName, kClassifierName, kPipelineName),
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
      return !joblib.empty();
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

std::vector<fs::path> ModelFiles::require_joblib() const {
  if (!has(Form::joblib)) missing(*this, Form::joblib);
  return joblib;
}

ModelFiles locate_model(std::span<const fs::path> paths) {
  if (paths.empty() || paths.size() > kMostJoblibFiles) {
    throw Error(
        ErrorKind::usage,
        fmt::format("a model is one bundle, one file, or at most {} that scikit-learn saved",
                    kMostJoblibFiles));
  }
  for (const fs::path& path : paths) {
    if (!is_there(path)) throw system_error("open", path.native(), ENOENT);
  }
  const fs::path& first = paths[0];
  if (paths.size() > 1) {
    for (const fs::path& path : paths) {
      if (is_joblib(path)) continue;
      throw Error(ErrorKind::usage,
                  fmt::format("a model of several files is what scikit-learn saved: {}",
                              fmt::join(kJoblibExtensions, ", ")),
                  {.file = path.native()});
    }
  }
  ModelFiles files{.name = first, .safetensors = {}, .json = {}, .joblib = {}};
  if (paths.size() == 1 && fs::is_directory(first)) return locate_bundle(first);
  if (is_joblib(first)) {
    files.joblib.assign(paths.begin(), paths.end());
  } else if (first.extension() == ".safetensors") {
    files.safetensors = first;
  } else if (first.extension() == ".json") {
    files.json = first;
  } else {
    throw Error(ErrorKind::usage,
                fmt::format("neither a bundle nor a file of a model: .safetensors, .json, {}",
                            fmt::join(kJoblibExtensions, ", ")),
                {.file = first.native()});
  }
  return files;
}

ModelFiles locate_model(const fs::path& path) {
  return locate_model(std::array{path});
}

}  // namespace alertsage
